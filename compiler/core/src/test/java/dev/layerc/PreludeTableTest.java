package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The language reference lists the prelude as it is; -Dgoldens.rewrite=true writes it anew. */
class PreludeTableTest {
  private static final Path REFERENCE = Path.of("../../grammar/LANGUAGE.md");
  private static final String BEGIN = "<!-- prelude -->\n";
  private static final String END = "<!-- end of prelude -->";

  @Test
  void theReferenceListsThePreludeAsItIs() throws IOException {
    String wanted = withTable(Files.readString(REFERENCE));
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.writeString(REFERENCE, wanted);
    }
    assertThat(Files.readString(REFERENCE)).isEqualTo(wanted);
  }

  private static String withTable(String reference) {
    int begin = reference.indexOf(BEGIN) + BEGIN.length();
    int end = reference.indexOf(END, begin);
    return reference.substring(0, begin) + PreludeTable.text() + "\n" + reference.substring(end);
  }

  @Test
  void everyLayerHasARow() {
    assertThat(PreludeTable.text())
        .contains(
            "| `relu(x)` | `max(x, 0)` |  |",
            "| `dense(units)` | `x[..., I] -> y[..., units]` | PyTorch's Linear starts otherwise",
            "| `attention(heads, causal = 1)` | `x[T, D] -> y[T, D]` |");
  }
}

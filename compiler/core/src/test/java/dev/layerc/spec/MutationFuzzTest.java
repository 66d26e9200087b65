package dev.layerc.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.DiagnosticPrinter;
import dev.layerc.diag.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, the parser gives a spec or says what is wrong, at a place in the text. */
class MutationFuzzTest {
  private static final int ROUNDS = 400;
  private static final Pattern BETWEEN_TOKENS =
      Pattern.compile("(?<=[^\\p{L}\\d_])|(?=[^\\p{L}\\d_])");
  private static final String[] PIECES = {
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    "->",
    "*",
    "+",
    "-",
    "!",
    "^",
    "?",
    ":",
    ",",
    "...",
    "<",
    "sum",
    "max",
    "loss",
    "net",
    "layer",
    "fn",
    "x",
    "3",
    "1.",
    "\"",
    "/*",
    "#",
    "&",
    "else",
    "where",
    "\n",
    "\u00a7",
    "\ud835\udc9c",
    "\ud835",
    "\0",
    "int<",
    "use",
    "const",
    "frozen"
  };

  @Test
  void survivesChangedTokens() {
    Random random = new Random(7);
    List<SourceFile> examples = Examples.in("examples");
    for (int round = 0; round < ROUNDS; round++) {
      String whole = examples.get(random.nextInt(examples.size())).text();
      int start = random.nextInt(whole.length());
      String part = whole.substring(start, Math.min(whole.length(), start + 1500));
      parse(mutated(random.nextInt(4) == 0 ? whole : part, random));
    }
  }

  @Test
  void survivesRandomCharacters() {
    Random random = new Random(11);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.append((char) random.nextInt(random.nextInt(8) == 0 ? 0x10000 : 128));
      }
      parse(text.toString());
    }
  }

  @Test
  void survivesRandomWords() {
    Random random = new Random(13);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder("net N { ");
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
      }
      parse(text.toString());
    }
  }

  @Test
  void survivesHugeInputs() {
    for (String piece :
        List.of("(", "[", "{", "-", "a[", "a ", "1", "\"", "x = ", "a(b=", "^", "?")) {
      parse(piece.repeat(50_000));
      parse("const A = 1 " + piece.repeat(20_000));
      parse("net N { y = " + piece.repeat(20_000) + "}");
    }
    parse("const A = " + "1 + ".repeat(900) + "1");
    parse("const A = " + "(".repeat(200) + "1" + ")".repeat(200));
    parse("const A = " + "sum[i] ".repeat(900) + "1");
    parse("const A = " + "1 ^ ".repeat(900) + "1");
    parse("const A = " + "1 ? 2 : ".repeat(450) + "1");
  }

  private static String mutated(String text, Random random) {
    List<String> tokens = new ArrayList<>(List.of(BETWEEN_TOKENS.split(text)));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(4)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(at));
        case 2 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
        default -> tokens.add(at, PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return String.join("", tokens);
  }

  private static void parse(String text) {
    DiagnosticLog log = new DiagnosticLog();
    SourceFile source = new SourceFile("fuzz.nn", text);
    Spec spec = SpecParser.parse(source, log);
    for (Diagnostic diagnostic : log.sorted()) {
      assertThat(diagnostic.span().source()).isSameAs(source);
      assertThat(diagnostic.span().end())
          .as("%s in %s", diagnostic, text)
          .isLessThanOrEqualTo(text.length());
    }
    assertThat(new DiagnosticPrinter(true).print(log.sorted()).isEmpty())
        .isEqualTo(!log.hasErrors());
    if (!log.hasErrors() && !Tokens.of(text).isEmpty()) {
      assertThat(spec.declarations()).as(text).isNotEmpty();
    }
  }
}

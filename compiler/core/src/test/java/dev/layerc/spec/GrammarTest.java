package dev.layerc.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import dev.layerc.grammar.NnParser;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrammarTest {
  static Stream<SourceFile> examples() {
    return Examples.in("examples").stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsEveryExampleWithoutAmbiguity(SourceFile example) {
    NnParser parser =
        new NnParser(new CommonTokenStream(new ListTokenSource(Tokens.of(example.text()))));
    List<String> complaints = new ArrayList<>();
    parser.removeErrorListeners();
    parser.addErrorListener(new Complaints(complaints));
    parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
    parser.file();
    assertThat(complaints).isEmpty();
  }

  private static final class Complaints extends BaseErrorListener {
    private final List<String> texts;

    Complaints(List<String> texts) {
      this.texts = texts;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException e) {
      texts.add(line + ":" + column + " " + message);
    }

    @Override
    public void reportAmbiguity(
        Parser recognizer,
        DFA dfa,
        int start,
        int stop,
        boolean exact,
        BitSet alternatives,
        ATNConfigSet configs) {
      texts.add(
          "ambiguous at line "
              + recognizer.getTokenStream().get(start).getLine()
              + ", alternatives "
              + alternatives);
    }
  }
}

package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.Precision;
import dev.layerc.loop.Code;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TabulatePlacesTest {
  private static final Value X = new Value.Local("x", Type.REAL_ARRAY);
  private static final Value TERM = local("term");

  @Test
  void whatSeveralDigitsTellIsLookedUpAndTheirNamesGo() {
    Value place = Wholes.add(Wholes.multiply(local("l"), 140), Wholes.multiply(local("k"), 10));
    assertThat(tabulated(150, DIGITS, Wholes.add(place, local("lane"))))
        .isEqualTo(
            """
            for term in 0 .. 150
              INT place = digits [6, 5, 5] by [0, 10, 140] of term
              y = x[(place + lane)]
            """);
  }

  @Test
  void aDigitThatIsMissingHasAStepOfNothing() {
    Value place = Wholes.add(Wholes.multiply(local("c"), 700), local("l"));
    assertThat(tabulated(150, DIGITS, place)).contains("digits [6, 5, 5] by [700, 0, 1] of term");
    assertThat(tabulated(150, DIGITS, local("c"))).contains("digits [6, 25] by [1, 0] of term");
  }

  @Test
  void oneTableServesTwoPlacesThatDifferInWhatIsAdded() {
    Value first = local("l");
    Value second = Wholes.add(local("l"), local("lane"));
    Value both = new Value.Operation(Code.ADD, element(first), element(second));
    assertThat(tabulatedValue(150, DIGITS, both))
        .contains("(x[place] + x[(place + lane)])")
        .containsOnlyOnce("INT place");
  }

  @Test
  void aPlaceThatIsNoSumOfDigitsIsLeft() {
    Value product = new Value.Operation(Code.INT_MULTIPLY, local("l"), local("lane"));
    assertThat(tabulated(150, DIGITS, product))
        .contains("INT l = int_remainder(term, 5)")
        .contains("x[(l * lane)]")
        .doesNotContain("digits");
  }

  @Test
  void stepsMayGoBack() {
    Value back = new Value.Operation(Code.INT_SUBTRACT, local("lane"), local("l"));
    assertThat(tabulated(150, DIGITS, Wholes.subtract(back, Wholes.constant(2))))
        .contains("INT place = digits [30, 5] by [0, -1] of term")
        .contains("x[((place + lane) - 2)]");
  }

  @Test
  void quotientsThatAreNoDigitsAreLeft() {
    List<Statement> names = List.of(declare("l", operation(Code.INT_REMAINDER, TERM, 7)));
    assertThat(tabulated(150, names, local("l"))).contains("x[l]").doesNotContain("digits");
  }

  @Test
  void aLoopOverAPartOfTheTermsLooksThemUpToo() {
    Value from = local("from");
    Value place = element(Wholes.multiply(local("c"), 10));
    assertThat(tabulatedLoop(from, local("to"), Wholes.constant(150), DIGITS, place))
        .isEqualTo(
            """
            for term in from .. to
              INT place = digits [6, 25] by [10, 0] of term
              y = x[place]
            """);
    assertThat(tabulatedLoop(from, local("to"), local("count"), DIGITS, place))
        .contains("x[(c * 10)]");
  }

  private static final List<Statement> DIGITS =
      List.of(
          declare("l", operation(Code.INT_REMAINDER, TERM, 5)),
          declare("k", operation(Code.INT_REMAINDER, operation(Code.INT_QUOTIENT, TERM, 5), 5)),
          declare("c", operation(Code.INT_QUOTIENT, operation(Code.INT_QUOTIENT, TERM, 5), 5)));

  private static String tabulated(int terms, List<Statement> names, Value place) {
    return tabulatedValue(terms, names, element(place));
  }

  private static String tabulatedValue(int terms, List<Statement> names, Value value) {
    Value all = Wholes.constant(terms);
    return tabulatedLoop(Wholes.constant(0), all, all, names, value);
  }

  private static String tabulatedLoop(
      Value from, Value to, Value terms, List<Statement> names, Value value) {
    List<Statement> body = new ArrayList<>(names);
    body.add(new Statement.Assign("y", Type.REAL, value));
    Statement loop = new Statement.Loop("term", from, to, 1, body);
    MethodDraft draft = new MethodDraft(new Storage(Map.of(), Precision.FLOAT));
    List<Statement> statements = TabulatePlaces.in(List.of(loop), terms, draft);
    Method method = new Method("m", List.of(), statements, List.of());
    String printed = LoopPrinter.print(method);
    return printed.substring(printed.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }

  private static Value element(Value place) {
    return new Value.Element(X, place);
  }

  private static Value local(String name) {
    return new Value.Local(name, Type.INT);
  }

  private static Value operation(Code code, Value value, int by) {
    return new Value.Operation(code, value, Wholes.constant(by));
  }

  private static Statement declare(String name, Value value) {
    return new Statement.Declare(Type.INT, name, value);
  }
}

package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinDigitsTest {
  private static final Value TERM = local("term");
  private static final Value O = local("o");
  private static final Value Y = new Value.Local("y", Type.REAL_ARRAY);

  @Test
  void whatWasTakenApartIsPutTogether() {
    assertThat(joined(Wholes.add(Wholes.multiply(quotient(TERM, 5), 5), remainder(TERM, 5))))
        .isEqualTo("y[term] = 0\n");
  }

  @Test
  void quotientsOfQuotientsAreOne() {
    Value nested = quotient(quotient(TERM, 5), 4);
    Value middle = remainder(quotient(TERM, 5), 4);
    Value high = Wholes.add(Wholes.multiply(nested, 4), middle);
    assertThat(joined(List.of(), Wholes.add(Wholes.multiply(high, 5), remainder(TERM, 5))))
        .isEqualTo("y[term] = 0\n");
  }

  @Test
  void namedDigitsBehindAnotherIndexAreOneAndTheirNamesGo() {
    List<Statement> names =
        List.of(declare("l", remainder(TERM, 5)), declare("k", quotient(TERM, 5)));
    Value place = Wholes.add(Wholes.multiply(O, 3), local("k"));
    assertThat(joined(names, Wholes.add(Wholes.multiply(place, 5), local("l"))))
        .isEqualTo("y[((o * 15) + term)] = 0\n");
  }

  @Test
  void aNameThatIsUsedElsewhereStays() {
    List<Statement> names = new ArrayList<>(List.of(declare("l", remainder(TERM, 5))));
    names.add(new Statement.Store(Y, local("l"), new Value.Real(1), false));
    Value place = Wholes.add(Wholes.multiply(quotient(TERM, 5), 5), local("l"));
    assertThat(joined(names, place))
        .isEqualTo("INT l = int_remainder(term, 5)\ny[l] = 1\ny[term] = 0\n");
  }

  @Test
  void digitsOfAnotherSizeStay() {
    assertThat(joined(Wholes.add(Wholes.multiply(quotient(TERM, 4), 5), remainder(TERM, 5))))
        .isEqualTo("y[((int_quotient(term, 4) * 5) + int_remainder(term, 5))] = 0\n");
    assertThat(joined(Wholes.add(Wholes.multiply(quotient(TERM, 5), 6), remainder(TERM, 5))))
        .isEqualTo("y[((int_quotient(term, 5) * 6) + int_remainder(term, 5))] = 0\n");
    assertThat(joined(Wholes.add(Wholes.multiply(quotient(O, 5), 5), remainder(TERM, 5))))
        .isEqualTo("y[((int_quotient(o, 5) * 5) + int_remainder(term, 5))] = 0\n");
  }

  private static Value local(String name) {
    return new Value.Local(name, Type.INT);
  }

  private static Value quotient(Value of, int by) {
    return new Value.Operation(Code.INT_QUOTIENT, of, Wholes.constant(by));
  }

  private static Value remainder(Value of, int by) {
    return new Value.Operation(Code.INT_REMAINDER, of, Wholes.constant(by));
  }

  private static Statement declare(String name, Value value) {
    return new Statement.Declare(Type.INT, name, value);
  }

  private static String joined(Value place) {
    return joined(List.of(), place);
  }

  private static String joined(List<Statement> before, Value place) {
    List<Statement> body = new ArrayList<>(before);
    body.add(new Statement.Store(Y, place, new Value.Real(0), false));
    String method = LoopPrinter.print(new Method("m", List.of(), JoinDigits.in(body), List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}

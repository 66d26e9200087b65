package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvenDivisionsTest {
  private final Index i = new Index("i", 5);
  private final Index r = new Index("r", 2);
  private final Expr even = subtract(multiply(value(i), number(2)), number(4));

  @Test
  void multiplesAreDivided() {
    assertThat(divided(even)).isEqualTo(subtract(value(i), number(2)));
    assertThat(remainder(even)).isEqualTo(number(0));
  }

  @Test
  void aRemainderBelowTheDivisorIsLeftOut() {
    Expr more = add(even, value(r));
    assertThat(divided(more)).isEqualTo(subtract(value(i), number(2)));
    assertThat(remainder(more)).isEqualTo(value(r));
  }

  @Test
  void aRemainderThatMayReachTheDivisorStays() {
    Expr more = add(add(even, value(r)), number(1));
    assertThat(divided(more)).isEqualTo(apply(Operator.FLOOR_DIVIDE, more, number(2)));
    assertThat(remainder(more)).isEqualTo(apply(Operator.FLOOR_MODULO, more, number(2)));
  }

  @Test
  void whatIsKnownOfARemainderIsDecided() {
    Expr isEven = apply(Operator.EQUAL, apply(Operator.FLOOR_MODULO, even, number(2)), number(0));
    assertThat(EvenDivisions.in(isEven)).isEqualTo(number(1));
  }

  private static Expr divided(Expr number) {
    return EvenDivisions.in(apply(Operator.FLOOR_DIVIDE, number, number(2)));
  }

  private static Expr remainder(Expr number) {
    return EvenDivisions.in(apply(Operator.FLOOR_MODULO, number, number(2)));
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.negate;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AffineTest {
  private final Index i = new Index("i", 5);
  private final Index k = new Index("k", 3);

  @Test
  void readsConvolutionPositions() {
    Expr at = subtract(add(multiply(value(i), number(2)), value(k)), number(1));
    Affine affine = Affine.of(at).orElseThrow();
    assertThat(affine.coefficient(i)).isEqualTo(2);
    assertThat(affine.coefficient(k)).isEqualTo(1);
    assertThat(affine.constant()).isEqualTo(-1);
    assertThat(affine.toExpr()).isEqualTo(at);
    assertThat(affine.range()).isEqualTo(new Interval(-1, 9));
  }

  @Test
  void cancelledIndicesAreGone() {
    Affine affine = Affine.of(subtract(add(value(i), value(k)), value(i))).orElseThrow();
    assertThat(affine.asIndex()).contains(k);
    assertThat(affine.indices()).containsExactly(k);
  }

  @Test
  void constantsAndNegationsAreAffine() {
    assertThat(Affine.of(negate(subtract(number(3), value(i)))))
        .contains(Affine.of(i).plus(Affine.constant(-3)));
    assertThat(Affine.of(multiply(number(4), number(5)))).contains(Affine.constant(20));
    assertThat(Affine.of(subtract(number(3), value(k))).orElseThrow().toExpr())
        .isEqualTo(subtract(number(3), value(k)));
  }

  @Test
  void theRestIsNot() {
    assertThat(Affine.of(multiply(value(i), value(k)))).isEmpty();
    assertThat(Affine.of(number(0.5))).isEmpty();
    assertThat(Affine.of(number(Double.POSITIVE_INFINITY))).isEmpty();
    assertThat(Affine.of(apply(Operator.FLOOR_DIVIDE, value(i), number(2)))).isEmpty();
    assertThat(Affine.of(new Expr.BatchSize())).isEmpty();
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.readElse;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexRangesTest {
  private final Index i = new Index("i", 10);
  private final Index j = new Index("j", 4);

  @Test
  void aConcatenationStaysInside() {
    Expr inFirst = apply(Operator.LESS, value(i), number(6));
    Expr shifted = subtract(value(i), number(6));
    assertThat(Interval.of(shifted)).isEqualTo(new Interval(-6, 3));
    assertThat(IndexRanges.WHOLE.assuming(inFirst).of(value(i))).isEqualTo(new Interval(0, 5));
    assertThat(IndexRanges.WHOLE.assumingNot(inFirst).of(shifted)).isEqualTo(new Interval(0, 3));
    assertThat(Interval.of(select(inFirst, number(2), shifted))).isEqualTo(new Interval(0, 3));
  }

  @Test
  void contradictionsAreImpossible() {
    IndexRanges never = IndexRanges.WHOLE.assuming(apply(Operator.GREATER, value(j), number(3)));
    assertThat(never.isImpossible()).isTrue();
    assertThat(never.of(value(i)).isEmpty()).isTrue();
    assertThat(never.of(value(i)).within(1)).isTrue();
  }

  @Test
  void flooringAndWholeReads() {
    assertThat(Interval.of(apply(Operator.FLOOR_DIVIDE, subtract(value(i), number(1)), number(2))))
        .isEqualTo(new Interval(-1, 4));
    assertThat(Interval.of(apply(Operator.FLOOR_MODULO, subtract(value(i), number(1)), number(4))))
        .isEqualTo(new Interval(0, 3));
    Tensor label = new Tensor("label", Role.TARGET, ElementType.whole(7), List.of(), true);
    assertThat(Interval.of(read(label, new Expr[0]))).isEqualTo(new Interval(0, 6));
    Tensor winner = new Tensor("w", Role.VALUE, ElementType.whole(7), List.of(4), true);
    assertThat(Interval.of(readElse(winner, -3, value(j)))).isEqualTo(new Interval(-3, 6));
  }

  @Test
  void theBatchHasNoEnd() {
    assertThat(Interval.of(value(Index.BATCH)).isBounded()).isFalse();
    assertThat(Interval.of(add(value(Index.BATCH), number(1))).low()).isEqualTo(1);
    assertThat(Interval.of(multiply(value(Index.BATCH), number(-2))).high()).isEqualTo(0);
  }

  /** Random guards and expressions: no point that the guard lets through may fall outside. */
  @Test
  void boundsHoldAtEveryPoint() {
    Random random = new Random(5);
    Operator[] comparisons = {
      Operator.LESS, Operator.LESS_OR_EQUAL, Operator.GREATER,
      Operator.GREATER_OR_EQUAL, Operator.EQUAL, Operator.NOT_EQUAL
    };
    for (int round = 0; round < 2000; round++) {
      Affine left = randomAffine(random);
      Affine right = randomAffine(random);
      Affine at = randomAffine(random);
      Operator comparison = comparisons[random.nextInt(comparisons.length)];
      Expr guard = apply(comparison, left.toExpr(), right.toExpr());
      Interval inside = IndexRanges.WHOLE.assuming(guard).of(at);
      Interval outside = IndexRanges.WHOLE.assumingNot(guard).of(at);
      for (int a = 0; a < i.extent(); a++) {
        for (int b = 0; b < j.extent(); b++) {
          boolean holds = compare(comparison, valueAt(left, a, b), valueAt(right, a, b));
          assertThat((holds ? inside : outside).contains(valueAt(at, a, b))).isTrue();
        }
      }
    }
  }

  private Affine randomAffine(Random random) {
    return Affine.of(i)
        .times(random.nextInt(7) - 3)
        .plus(Affine.of(j).times(random.nextInt(7) - 3))
        .plus(Affine.constant(random.nextInt(21) - 10));
  }

  private long valueAt(Affine affine, int a, int b) {
    return affine.constant() + a * affine.coefficient(i) + b * affine.coefficient(j);
  }

  private static boolean compare(Operator comparison, long left, long right) {
    return switch (comparison) {
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case EQUAL -> left == right;
      default -> left != right;
    };
  }
}

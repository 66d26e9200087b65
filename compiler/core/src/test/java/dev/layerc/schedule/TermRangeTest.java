package dev.layerc.schedule;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.reduce;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TermRangeTest {
  private static final Index T = new Index("t", 8);
  private static final Index U = new Index("u", 8);
  private static final Index SHORT = new Index("v", 7);
  private static final Affine ZERO = Affine.constant(0);
  private static final Affine ALL = Affine.constant(8);
  private static final Affine AFTER_T = Affine.of(T).plus(Affine.constant(1));

  @Test
  void upToThePoint() {
    TermRange upTo = new TermRange(U, ZERO, AFTER_T);
    assertThat(range(Operator.LESS_OR_EQUAL, value(U), value(T))).contains(upTo);
    assertThat(range(Operator.GREATER_OR_EQUAL, value(T), value(U))).contains(upTo);
    assertThat(range(Operator.LESS, value(U), add(value(T), number(1)))).contains(upTo);
  }

  @Test
  void beforeThePoint() {
    assertThat(range(Operator.LESS, value(U), value(T)))
        .contains(new TermRange(U, ZERO, Affine.of(T)));
  }

  @Test
  void fromThePointOn() {
    assertThat(range(Operator.LESS_OR_EQUAL, value(T), value(U)))
        .contains(new TermRange(U, Affine.of(T), ALL));
    assertThat(range(Operator.GREATER, value(U), value(T)))
        .contains(new TermRange(U, AFTER_T, ALL));
  }

  @Test
  void aBoundThatLeavesTheIndexIsNoRange() {
    assertThat(range(Operator.LESS_OR_EQUAL, value(U), add(value(T), number(1)))).isEmpty();
    Expr.Reduce sum =
        (Expr.Reduce)
            reduce(
                Reducer.SUM,
                List.of(SHORT),
                apply(Operator.LESS_OR_EQUAL, value(SHORT), value(T)),
                number(1));
    assertThat(TermRange.of(sum)).isEmpty();
  }

  @Test
  void otherConditionsAreNoRange() {
    assertThat(range(Operator.EQUAL, value(U), value(T))).isEmpty();
    assertThat(range(Operator.LESS, value(T), number(3))).isEmpty();
    assertThat(range(Operator.LESS, apply(Operator.MULTIPLY, value(U), number(2)), value(T)))
        .isEmpty();
  }

  private static Optional<TermRange> range(Operator comparison, Expr left, Expr right) {
    Expr where = apply(comparison, left, right);
    return TermRange.of((Expr.Reduce) reduce(Reducer.SUM, List.of(U), where, number(1)));
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.reduce;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.sum;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExprRewriterTest {
  private final Index i = new Index("i", 3);
  private final Index k = new Index("k", 4);
  private final Tensor w = new Tensor("W", Role.PARAMETER, ElementType.REAL, List.of(3, 4), false);
  private final Tensor x = new Tensor("x", Role.INPUT, ElementType.REAL, List.of(4), true);

  private List<Expr> oneOfEach() {
    return List.of(
        number(1),
        value(i),
        new Expr.Training(),
        new Expr.BatchSize(),
        read(w, i, k),
        add(value(i), number(2)),
        select(new Expr.Training(), number(1), number(2)),
        sum(read(x, k), k),
        reduce(Reducer.MAX, List.of(k), apply(Operator.LESS, value(k), value(i)), read(x, k)),
        new Expr.RandomDraw(1, List.of(4), List.of(value(k))));
  }

  @Test
  void rebuildingFromTheSameChildrenGivesTheSameObject() {
    for (Expr expr : oneOfEach()) {
      assertThat(ExprRewriter.rebuild(expr, ExprRewriter.children(expr))).isSameAs(expr);
      assertThat(ExprRewriter.bottomUp(expr, node -> Optional.empty())).isSameAs(expr);
    }
  }

  @Test
  void rebuildingFromEqualChildrenGivesAnEqualNode() {
    for (Expr expr : oneOfEach()) {
      List<Expr> copies =
          ExprRewriter.children(expr).stream()
              .<Expr>map(child -> child instanceof Expr.IndexValue v ? value(v.index()) : child)
              .toList();
      assertThat(ExprRewriter.rebuild(expr, copies)).isEqualTo(expr);
    }
  }

  @Test
  void aWrongNumberOfChildrenIsRefused() {
    assertThatThrownBy(() -> ExprRewriter.rebuild(read(w, i, k), List.of(value(i))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bottomUpSeesRewrittenChildren() {
    Expr expr = add(number(1), add(number(2), number(3)));
    Expr folded =
        ExprRewriter.bottomUp(
            expr,
            node ->
                node instanceof Expr.Apply a
                        && a.operands().get(0) instanceof Expr.Literal left
                        && a.operands().get(1) instanceof Expr.Literal right
                    ? Optional.of(number(left.value() + right.value()))
                    : Optional.empty());
    assertThat(folded).isEqualTo(number(6));
  }

  @Test
  void topDownDoesNotEnterWhatItReplaced() {
    Expr expr = add(number(1), number(2));
    Expr wrapped =
        ExprRewriter.topDown(
            expr,
            node ->
                node instanceof Expr.Literal
                    ? Optional.of(multiply(node, number(7)))
                    : Optional.empty());
    assertThat(wrapped)
        .isEqualTo(add(multiply(number(1), number(7)), multiply(number(2), number(7))));
  }

  @Test
  void queriesFindFreeAndBoundIndicesAndReads() {
    Expr expr = add(sum(multiply(read(w, i, k), read(x, k)), k), value(i));
    assertThat(ExprQueries.freeIndices(expr)).containsExactly(i, Index.BATCH);
    assertThat(ExprQueries.boundIndices(expr)).containsExactly(k);
    assertThat(ExprQueries.tensors(expr)).containsExactly(w, x);
    assertThat(ExprQueries.indexNames(expr)).containsExactly("i", "batch", "k");
    assertThat(ExprQueries.size(expr)).isEqualTo(10);
  }

  @Test
  void anEquationIsRewrittenInPlaceWhereAndValue() {
    Equation equation =
        new Equation(
            w,
            List.of(i, k),
            List.of(value(i), value(k)),
            Optional.of(apply(Operator.LESS, value(i), number(2))),
            number(2),
            true,
            null);
    assertThat(ExprRewriter.mapExpressions(equation, e -> e)).isSameAs(equation);
    Equation changed =
        ExprRewriter.mapExpressions(
            equation,
            e ->
                ExprRewriter.bottomUp(
                    e, n -> n.equals(number(2)) ? Optional.of(number(3)) : Optional.empty()));
    assertThat(changed.value()).isEqualTo(number(3));
    assertThat(changed.where()).contains(apply(Operator.LESS, value(i), number(3)));
    assertThat(changed.accumulate()).isTrue();
  }
}

package dev.layerc.gradient;

import dev.layerc.diag.Message;
import dev.layerc.equation.Affine;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The derivative of a largest or smallest value goes to the first winner alone (R3).
 *
 * <pre>
 *   Y[a] = max[r where w] e(a,r)
 *   n[a] = argmax[r where w] e(a,r)         the place of the winner, packed; -1 if there is none
 *   de(a, unpacked n[a]) = dY[a]
 *   de(a,r) = dY[a]   where n[a] == packed r      where windows do not overlap
 * </pre>
 *
 * The second form asks at each place that is read whether it won. Where all that windows read are
 * places of their own, this is a gather, and no more work than to set all to 0 before.
 */
record WinnerRule(Equation equation, Reduce reduce, TensorNames names) {

  ReduceDerivative apply(Expr adjoint) {
    int candidates = 1;
    for (Index index : reduce.indices()) {
      if (index.isBatch()) {
        throw NoGradient.at(
            equation.origin(),
            Message.BATCH_REDUCTION_HAS_NO_GRADIENT,
            reduce.reducer().name().toLowerCase(Locale.ROOT));
      }
      candidates = Math.multiplyExact(candidates, index.extent());
    }
    boolean max = reduce.reducer() == Reducer.MAX;
    Tensor primal = equation.target();
    Tensor winner =
        names.valueFor(
            primal,
            max ? "argmax" : "argmin",
            ElementType.whole(candidates),
            primal.shape(),
            primal.perSample());
    Reducer reducer = max ? Reducer.ARGMAX : Reducer.ARGMIN;
    Expr value = new Reduce(reducer, reduce.indices(), reduce.where(), reduce.body());
    Equation search = Equation.gather(winner, equation.indices(), value, equation.origin());
    Read place = Arithmetic.read(winner, equation.indices());
    return windowsAreApart()
        ? everywhere(search, place, adjoint)
        : atTheWinner(search, place, adjoint);
  }

  private boolean windowsAreApart() {
    List<Index> points = ReduceDerivative.points(equation, reduce);
    return ExprQueries.reads(reduce.body()).stream()
        .allMatch(read -> GatherForm.isOneToOne(read, points));
  }

  private ReduceDerivative everywhere(Equation search, Read place, Expr adjoint) {
    Expr wins = Arithmetic.equal(place, packed());
    return new ReduceDerivative(
        List.of(search),
        ReduceDerivative.points(equation, reduce),
        List.of(wins),
        reduce.body(),
        adjoint);
  }

  private ReduceDerivative atTheWinner(Equation search, Read place, Expr adjoint) {
    Substitution atWinner = new Substitution(unpacked(place));
    List<Expr> guards =
        reduce.where().isEmpty()
            ? List.of()
            : List.of(new Apply(Operator.GREATER_OR_EQUAL, place, Arithmetic.ZERO));
    return new ReduceDerivative(
        List.of(search),
        equation.indices(),
        guards,
        padded(atWinner.apply(reduce.body()), place.tensor()),
        adjoint);
  }

  /** The place of the reduced indices, row-major. */
  private Expr packed() {
    Affine place = Affine.constant(0);
    for (Index index : reduce.indices()) {
      place = place.times(index.extent()).plus(Affine.of(index));
    }
    return place.toExpr();
  }

  /** Each reduced index as a digit of the packed place. */
  private Map<Index, Expr> unpacked(Expr place) {
    Map<Index, Expr> digits = new LinkedHashMap<>();
    int weight = 1;
    for (int i = reduce.indices().size() - 1; i >= 0; i--) {
      Index index = reduce.indices().get(i);
      Expr quotient = weight == 1 ? place : apply(Operator.FLOOR_DIVIDE, place, weight);
      digits.put(index, i == 0 ? quotient : apply(Operator.FLOOR_MODULO, quotient, index.extent()));
      weight *= index.extent();
    }
    return digits;
  }

  private static Expr apply(Operator operator, Expr operand, int constant) {
    return new Apply(operator, operand, Arithmetic.literal(constant));
  }

  /** A place that a winner names cannot be proved in bounds, since there may be no winner. */
  private static Expr padded(Expr expr, Tensor winner) {
    return ExprRewriter.bottomUp(
        expr,
        node -> {
          boolean unproved =
              node instanceof Read read
                  && read.otherwise().isEmpty()
                  && !read.tensor().equals(winner)
                  && read.at().stream().anyMatch(at -> ExprQueries.tensors(at).contains(winner));
          return unproved
              ? Optional.of(
                  new Read(((Read) node).tensor(), ((Read) node).at(), OptionalDouble.of(0)))
              : Optional.empty();
        });
  }
}

package dev.layerc.gradient;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sums first what is added to one place wherever that is (R1).
 *
 * <pre>
 *   dT[A(a)] += v(a,b)                           for every a, b
 *   V[a] = sum[b] v(a,b);   dT[A(a)] += V[a]     for every a
 * </pre>
 *
 * <p>Of a convolution, the sum over the filters is a matrix product then, and what is left to
 * scatter is less by as many times as there are filters. A place that is divided for is left alone:
 * most points have none, and {@code V} would be large.
 *
 * @param sums {@code V}
 * @param left what is left to add
 */
record SumAtPlaces(Equation sums, Contribution left) {

  /** Empty where no two points are known to meet, or few points count. */
  static Optional<SumAtPlaces> of(Contribution contribution, Tensor adjoint, TensorNames names) {
    List<Index> kept = inOrder(contribution);
    List<Index> summed = new ArrayList<>(contribution.indices());
    summed.removeAll(kept);
    boolean meets = summed.stream().anyMatch(index -> index.extent() != 1);
    if (!meets || !isAffine(contribution.read())) {
      return Optional.empty();
    }
    Tensor sums =
        names.valueFor(
            adjoint,
            "terms",
            ElementType.REAL,
            ReduceDerivative.shape(kept),
            kept.contains(Index.BATCH));
    Expr value = GatherForm.summed(contribution.value(), contribution.guards(), summed);
    Contribution left =
        new Contribution(
            contribution.read(),
            kept,
            List.of(),
            Arithmetic.read(sums, kept),
            contribution.origin());
    return Optional.of(
        new SumAtPlaces(Equation.gather(sums, kept, value, contribution.origin()), left));
  }

  private static boolean isAffine(Read read) {
    return read.at().stream().allMatch(place -> Affine.of(place).isPresent());
  }

  /** The indices of the place: along its axes, and those that slide over most of an axis last. */
  private static List<Index> inOrder(Contribution contribution) {
    Set<Index> mentioned = new LinkedHashSet<>();
    Set<Index> sliding = new LinkedHashSet<>();
    for (Expr place : contribution.read().at()) {
      Set<Index> indices = ExprQueries.freeIndices(place);
      mentioned.addAll(indices);
      if (!(place instanceof IndexValue)) {
        indices.stream().max(Comparator.comparing(Index::extent)).ifPresent(sliding::add);
      }
    }
    List<Index> order = new ArrayList<>(mentioned);
    order.removeAll(sliding);
    order.addAll(sliding);
    if (order.remove(Index.BATCH)) {
      order.add(0, Index.BATCH);
    }
    return order;
  }
}

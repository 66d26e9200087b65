package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up what the reads of a tensor contribute to its adjoint (R11): the gathers in one equation,
 * then each scatter on top of it, of what is summed before as far as it can be ({@link
 * SumAtPlaces}).
 *
 * <pre>
 *   dT[t] = g1 + g2 + ...
 *   dT[A(u)] += v
 * </pre>
 */
final class AssembleAdjoint {
  private final Tensor adjoint;
  private final List<Index> indices;
  private final TensorNames names;
  private final Map<String, Index> bound = new LinkedHashMap<>();

  AssembleAdjoint(Tensor adjoint, List<Index> indices, TensorNames names) {
    this.adjoint = adjoint;
    this.indices = indices;
    this.names = names;
  }

  /** The equations of the adjoint; the first one writes all of it. */
  List<Equation> equations(List<Contribution> contributions, Origin origin) {
    Expr sum = Arithmetic.ZERO;
    List<Equation> equations = new ArrayList<>();
    List<Equation> scatters = new ArrayList<>();
    for (Contribution contribution : contributions) {
      Optional<Expr> gather = GatherForm.ifCheap(contribution, indices);
      if (gather.isPresent()) {
        sum = plus(sum, gather.get());
      } else {
        Optional<SumAtPlaces> first = SumAtPlaces.of(contribution, adjoint, names);
        first.ifPresent(sums -> equations.add(sums.sums()));
        scatters.add(first.map(SumAtPlaces::left).orElse(contribution).scatterTo(adjoint));
      }
    }
    equations.add(Equation.gather(adjoint, indices, sum, origin));
    equations.addAll(scatters);
    return equations;
  }

  /** The one equation of the adjoint, every contribution being gathered. */
  Equation gathered(Expr first, List<Contribution> contributions, Origin origin) {
    Expr sum = first;
    for (Contribution contribution : contributions) {
      sum = plus(sum, GatherForm.of(contribution, indices));
    }
    return Equation.gather(adjoint, indices, sum, origin);
  }

  /** One name stands for one index in all of the equation. */
  private Expr plus(Expr sum, Expr term) {
    ExprQueries.boundIndices(sum).forEach(index -> bound.put(index.name(), index));
    boolean clashes =
        ExprQueries.boundIndices(term).stream()
            .anyMatch(index -> !bound.getOrDefault(index.name(), index).equals(index));
    if (!clashes) {
      return Arithmetic.add(sum, term);
    }
    FreshIndices fresh = new FreshIndices(bound.keySet());
    indices.forEach(index -> fresh.name(index.name()));
    return Arithmetic.add(sum, Substitution.renameApart(term, fresh));
  }
}

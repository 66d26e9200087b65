package dev.layerc.gradient;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Program;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The indices that an adjoint is written with: those of the equation that defines its tensor, or
 * else, for a parameter or an input, those with which it is first read.
 */
final class AdjointIndices {
  private static final List<String> LETTERS = List.of("i", "j", "k", "l", "m", "n");

  private final Map<Tensor, List<Index>> defined = new HashMap<>();

  AdjointIndices(Program program) {
    for (Step step : program.steps()) {
      for (Equation equation : step.equations()) {
        defined.put(equation.target(), equation.indices());
      }
    }
  }

  List<Index> of(Tensor tensor, List<Contribution> contributions) {
    List<Index> known = defined.get(tensor);
    if (known != null) {
      return known;
    }
    Set<String> used = new LinkedHashSet<>();
    contributions.forEach(c -> c.indices().forEach(index -> used.add(index.name())));
    List<String> letters = LETTERS.stream().filter(letter -> !used.contains(letter)).toList();
    FreshIndices fresh = new FreshIndices(List.of());
    List<Index> indices = new ArrayList<>();
    for (int axis = 0; axis < tensor.rank(); axis++) {
      if (tensor.extent(axis) == Index.DYNAMIC) {
        indices.add(Index.BATCH);
      } else {
        String name = plainName(axis, contributions).orElseGet(() -> first(letters));
        indices.add(new Index(fresh.name(name), tensor.extent(axis)));
      }
    }
    return indices;
  }

  private static String first(List<String> letters) {
    return letters.isEmpty() ? "i" : letters.get(0);
  }

  private static Optional<String> plainName(int axis, List<Contribution> contributions) {
    for (Contribution contribution : contributions) {
      Expr at = contribution.read().at().get(axis);
      if (at instanceof IndexValue value) {
        return Optional.of(value.index().name());
      }
    }
    return Optional.empty();
  }
}

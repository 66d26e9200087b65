package dev.layerc.schedule;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The vectors of written-out code.
 *
 * @param lanes the numbers in one, whatever the processor has
 * @param mapsRows true where exp, tanh and the like have forms for rows
 */
record LaneWidth(int lanes, boolean mapsRows) {
  private static final String KEPT = " in memory";

  /** True for an index whose values fill vectors. */
  boolean divides(Index index) {
    return !index.isBatch() && index.extent() % lanes == 0;
  }

  /** What a strategy says of code that has such vectors. */
  String inWords() {
    return ", in vectors of " + lanes + " where there are any";
  }

  /** Memory for one vector, in which its lanes are added up or given to a function. */
  Tensor row() {
    return new Tensor("row", Role.VALUE, ElementType.REAL, List.of(lanes), false);
  }

  /**
   * Memory for what is held in vectors and read number by number, or the other way; of one sample.
   */
  static Tensor kept(Tensor tensor) {
    return new Tensor(tensor.name() + KEPT, Role.VALUE, tensor.type(), tensor.shape(), false);
  }

  /** All that equations may need. */
  Set<Tensor> scratch(List<Equation> equations) {
    Set<Tensor> scratch = new LinkedHashSet<>(Set.of(row()));
    equations.stream()
        .map(Equation::target)
        .filter(target -> target.perSample() && target.rank() > 1)
        .forEach(target -> scratch.add(kept(target)));
    return scratch;
  }
}

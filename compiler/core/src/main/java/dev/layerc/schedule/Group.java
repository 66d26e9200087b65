package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Equations that run in one loop nest, over the indices of the first: at each point all of them, in
 * order. With a recurrence, its equations run together for one value of time after the other.
 */
record Group(List<Equation> equations, Optional<Recurrence> recurrence) {
  Group {
    equations = List.copyOf(equations);
  }

  static Group of(Equation equation) {
    return new Group(List.of(equation), Optional.empty());
  }

  static Group of(Recurrence recurrence) {
    return new Group(recurrence.equations(), Optional.of(recurrence));
  }

  Equation first() {
    return equations.get(0);
  }

  List<Index> indices() {
    return first().indices();
  }

  boolean computes(Tensor tensor) {
    return equations.stream().anyMatch(equation -> equation.target().equals(tensor));
  }
}

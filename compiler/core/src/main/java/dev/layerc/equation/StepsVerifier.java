package dev.layerc.equation;

import static dev.layerc.equation.ExprVerifier.require;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks steps in their order: what is read is there, what is added to was written. */
final class StepsVerifier {
  private final Set<Tensor> known = new LinkedHashSet<>();
  private final Map<String, Tensor> byName = new LinkedHashMap<>();

  /** Makes a tensor known that no step computes. */
  void give(Tensor tensor) {
    name(tensor);
    known.add(tensor);
  }

  boolean knows(Tensor tensor) {
    return known.contains(tensor);
  }

  void verify(List<Step> steps) {
    steps.forEach(this::verify);
  }

  private void verify(Step step) {
    if (step instanceof Recurrence recurrence) {
      RecurrenceVerifier times = new RecurrenceVerifier(recurrence);
      for (Equation equation : recurrence.equations()) {
        named(equation, () -> verify(equation, times.verify(equation)));
      }
    } else {
      Equation equation = (Equation) step;
      named(equation, () -> verify(equation, List.copyOf(ExprQueries.tensors(equation))));
    }
  }

  private void verify(Equation equation, List<Tensor> read) {
    EquationVerifier.verify(equation);
    for (Tensor tensor : read) {
      name(tensor);
      require(known.contains(tensor), tensor + " is read before it is computed");
    }
    Tensor target = equation.target();
    name(target);
    boolean whole = equation.isGather() && equation.where().isEmpty();
    if (equation.accumulate() || !whole) {
      require(known.contains(target), target + " is changed before all of it is written");
    } else {
      require(!known.contains(target), target + " is written twice");
    }
    known.add(target);
  }

  private void name(Tensor tensor) {
    Tensor other = byName.putIfAbsent(tensor.name(), tensor);
    require(other == null || other.equals(tensor), "two tensors are named " + tensor);
  }

  private static void named(Equation equation, Runnable check) {
    try {
      check.run();
    } catch (IllegalStateException e) {
      String place =
          equation.origin() == null || equation.origin().definition() == null
              ? ""
              : " (" + equation.origin().definition().place() + ")";
      String text = EquationPrinter.fullNames().print(equation);
      throw new IllegalStateException(text + place + ": " + e.getMessage(), e);
    }
  }
}

package dev.layerc.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A network with its backward pass.
 *
 * <p>{@code inference} computes the outputs with {@code training} false; {@code forward} the loss,
 * metrics, outputs and next states with {@code training} true, and the values that {@code backward}
 * reads; {@code backward} the adjoints. {@code evaluation} computes the loss and the metrics with
 * {@code training} false; where a network does the same in training it is {@code forward} itself.
 * The seed is 1 for each sample, so the gradient of a parameter is the <em>sum</em> over the
 * samples; the batch mean is taken when it is applied.
 *
 * @param gradients for each trained parameter, and each input asked for, its adjoint
 */
public record DerivedProgram(
    Program source,
    List<Step> inference,
    List<Step> evaluation,
    List<Step> forward,
    List<Step> backward,
    Map<Tensor, Tensor> gradients) {
  public DerivedProgram {
    inference = List.copyOf(inference);
    evaluation = List.copyOf(evaluation);
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    // Not Map.copyOf: its order changes from run to run.
    gradients = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(gradients));
  }

  /** A network that does in training what it does otherwise. */
  public DerivedProgram(
      Program source,
      List<Step> inference,
      List<Step> forward,
      List<Step> backward,
      Map<Tensor, Tensor> gradients) {
    this(source, inference, forward, forward, backward, gradients);
  }

  /**
   * The same with {@code change} in the place of each equation; those of recurrences stay as they
   * are, since what these compute is wanted step by step.
   */
  public DerivedProgram replacing(Function<Equation, List<Equation>> change) {
    return new DerivedProgram(
        source,
        replaced(inference, change),
        replaced(evaluation, change),
        replaced(forward, change),
        replaced(backward, change),
        gradients);
  }

  private static List<Step> replaced(List<Step> steps, Function<Equation, List<Equation>> change) {
    List<Step> all = new ArrayList<>();
    for (Step step : steps) {
      all.addAll(step instanceof Equation equation ? change.apply(equation) : List.of(step));
    }
    return all;
  }
}

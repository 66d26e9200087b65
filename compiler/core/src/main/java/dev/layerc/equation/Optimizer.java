package dev.layerc.equation;

import java.util.List;
import java.util.Optional;

/**
 * The rule that moves one number of one parameter, over scalar (rank 0) tensors: the parameter
 * {@code weight}, its {@code gradient}, the 1-based {@code step}, the Euclidean {@code norm} of the
 * whole gradient if the rule asks for it, and {@code moments}, state that each number of each
 * parameter has for itself. {@code equations} compute scalars in order, the new moments and the new
 * weight ({@code nextWeight}) among them.
 */
public record Optimizer(
    String name,
    Tensor weight,
    Tensor gradient,
    Tensor step,
    Optional<Tensor> norm,
    List<Moment> moments,
    List<Equation> equations,
    Tensor nextWeight) {

  public Optimizer {
    moments = List.copyOf(moments);
    equations = List.copyOf(equations);
  }

  /** A moment: its value before the step, its first value, and the tensor of its next value. */
  public record Moment(Tensor tensor, double initial, Tensor next) {}
}

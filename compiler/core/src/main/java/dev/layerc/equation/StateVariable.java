package dev.layerc.equation;

import java.util.Optional;

/**
 * A value that outlives a step. {@code next} computes its following value in a tensor of the same
 * shape named {@code <state>.next}; the step's end copies it.
 */
public record StateVariable(Tensor tensor, Initializer initial, Optional<Tensor> next) {}

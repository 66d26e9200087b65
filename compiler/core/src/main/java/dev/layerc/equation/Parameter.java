package dev.layerc.equation;

import dev.layerc.diag.Span;

/**
 * A parameter of the network: its tensor (whose name is the key of the weight file), its first
 * values, and whether training leaves it alone. {@code span} is where its stage is used.
 */
public record Parameter(Tensor tensor, Initializer initial, boolean frozen, Span span) {}

package dev.layerc.loop;

/**
 * A training step that moves each parameter as soon as its gradient is known, for those who do not
 * ask for the gradients. It calls with the locals {@code scale} (REAL, 1/count) and the optimizer's
 * factors (REAL) too.
 *
 * @param routine from what the forward pass left to the next parameters
 * @param fromInputs true where the forward pass is part of it
 */
public record UpdateStep(Routine routine, boolean fromInputs) {}

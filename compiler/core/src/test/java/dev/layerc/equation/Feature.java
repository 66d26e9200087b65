package dev.layerc.equation;

/** The families of constructs that {@link RandomNetworks} mixes. */
public enum Feature {
  /** {@code a + b} of values that were computed before. */
  SKIP,
  /** Arithmetic over whole tensors: {@code 0.5*a - b*c}. */
  ARITHMETIC,
  /** Layers of the network's own, with random equations. */
  USER_LAYER,
  /** Inputs and values of two axes. */
  TWO_AXES,
  /** One instance in several places. */
  SHARED,
  /** Stages that keep their parameters. */
  FROZEN,
  /** {@code gradient x}. */
  INPUT_GRADIENT,
  /** A second network output, which the loss does not depend on. */
  SECOND_OUTPUT,
  /** {@code ?:} on values, in random equations. */
  CONDITION,
  /** Reducers with a {@code where}, in random equations. */
  WHERE,
  /** {@code prod}, in random equations. */
  PRODUCT,
  /** Reductions over the batch, in random equations. */
  BATCH,
  /** Convolutions and pooling over images. */
  IMAGE,
  /** Recurrent layers over sequences. */
  RECURRENCE
}

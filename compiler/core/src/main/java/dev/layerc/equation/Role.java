package dev.layerc.equation;

/** What a tensor is to the network. */
public enum Role {
  /** Given by the caller at each call. */
  INPUT,
  /** Given by the caller for training: labels, wanted values. */
  TARGET,
  /** Learnt, or loaded and frozen; lives as long as the network. */
  PARAMETER,
  /** Outlives a step and takes no gradient: running means. */
  STATE,
  /** Computed by an equation of the forward program. */
  VALUE,
  /** The derivative of the loss by some other tensor. */
  ADJOINT
}

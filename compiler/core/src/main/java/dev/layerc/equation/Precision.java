package dev.layerc.equation;

/** The type that the real numbers of a network have in the emitted code. */
public enum Precision {
  FLOAT,
  DOUBLE
}

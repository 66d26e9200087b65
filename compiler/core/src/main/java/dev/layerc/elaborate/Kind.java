package dev.layerc.elaborate;

/** What sort of thing an expression yields at one point. */
enum Kind {
  /** A real number; compile-time constants too, whole ones included. */
  REAL,
  /** A whole number that depends on indices or on whole tensors. */
  WHOLE,
  /** A truth value. */
  CONDITION
}

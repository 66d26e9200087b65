package dev.layerc.equation;

import dev.layerc.diag.Span;

/**
 * Where an equation comes from: the stage it belongs to ({@code dense2}, or empty for an equation
 * of the net itself), the place in the spec where that stage is used, the place of the equation's
 * own text in its layer, and what it is there for.
 */
public record Origin(String stage, Span use, Span definition, Purpose purpose) {

  /** What an equation is there for. */
  public enum Purpose {
    FORWARD,
    GRADIENT,
    STATE,
    METRIC
  }

  public Origin withPurpose(Purpose other) {
    return new Origin(stage, use, definition, other);
  }
}

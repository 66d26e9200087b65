package dev.layerc.gradient;

import dev.layerc.equation.Origin;

/** An equation has no derivative that the compiler could write; it says which and where. */
public final class NotDifferentiableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Origin origin;

  NotDifferentiableException(String message, Origin origin) {
    super(message);
    this.origin = origin;
  }

  /** Where the equation comes from. */
  public Origin origin() {
    return origin;
  }
}

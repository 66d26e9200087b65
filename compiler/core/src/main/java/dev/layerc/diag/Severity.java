package dev.layerc.diag;

/** How bad a diagnostic is. An error stops the compilation after the phase that found it. */
public enum Severity {
  ERROR("error"),
  WARNING("warning");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The word that stands before the message. */
  public String label() {
    return label;
  }
}

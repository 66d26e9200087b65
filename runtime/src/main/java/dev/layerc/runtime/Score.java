package dev.layerc.runtime;

/** What a network makes of rows it is judged by; NaN stands for what nobody measured. */
public record Score(double loss, double accuracy) {
  public static final Score NONE = new Score(Double.NaN, Double.NaN);
}

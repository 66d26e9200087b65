package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import java.util.List;
import java.util.Locale;

/**
 * How much there is to do for one sample, which decides whether a network is written out.
 *
 * @param operations and reads; of a network with a recurrence, those outside of it
 */
record NetSize(long operations, boolean isRecurrent) {
  /** Up to so many, a network is straight-line code. */
  private static final long TINY = 1_000;

  static NetSize of(List<Step> steps) {
    return new NetSize(
        steps.stream()
            .filter(Equation.class::isInstance)
            .mapToLong(step -> Work.ofOneSample((Equation) step))
            .sum(),
        steps.stream().anyMatch(Recurrence.class::isInstance));
  }

  boolean isTiny() {
    return !isRecurrent && operations <= TINY;
  }

  /** The reason for writing a network out, or not. */
  String inWords() {
    if (isRecurrent) {
      return "the net has a loop over time";
    }
    return String.format(
        Locale.ROOT,
        "a sample's prediction takes %,d operations; up to %,d are written out",
        operations,
        TINY);
  }
}

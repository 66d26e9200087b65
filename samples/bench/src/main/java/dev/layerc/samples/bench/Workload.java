package dev.layerc.samples.bench;

import java.util.function.Function;

/**
 * Something that is measured.
 *
 * @param name as the other programs of the comparison call it, or as this one does: O…
 * @param title net, and what is done in a step
 * @param net what is predicted with or trained
 * @param samples of a step
 * @param operations floating-point operations of a step, after {@link Arithmetic}
 * @param checkedSteps how many steps from the start show that training is real; 0 for prediction
 * @param start a fresh net of a target, and its steps
 */
record Workload(
    String name,
    String title,
    BenchNet net,
    int samples,
    long operations,
    int checkedSteps,
    Function<Target, Step> start) {

  @Override
  public String toString() {
    return name;
  }

  boolean trains() {
    return checkedSteps > 0;
  }

  Step start(Target target) {
    return start.apply(target);
  }
}

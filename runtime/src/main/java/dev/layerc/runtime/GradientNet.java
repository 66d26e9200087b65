package dev.layerc.runtime;

/**
 * What {@link ThreadedStep} needs of a generated class: its gradients {@code G}, and the steps of a
 * training taken one by one.
 *
 * @param <G> the generated class {@code …Gradients}
 */
public interface GradientNet<G> {
  /** {@code net.newGradients()}: zeros. */
  G newGradients();

  /** A pass for one thread, with a workspace and arrays of its own. */
  Pass<G> newPass();

  /** {@code sum.add(other)}. */
  void add(G sum, G other);

  /** {@code gradients.clear()}. */
  void clear(G gradients);

  /** {@code net.apply(gradients, count)}: the optimizer's update. */
  void apply(G gradients, int count);

  /** Adds the gradients of rows of a dataset. */
  @FunctionalInterface
  interface Pass<G> {
    /** The mean loss of the rows {@code from .. from + count - 1}. */
    double add(Dataset data, int from, int count, G gradients);
  }
}

package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network {@code Small}, compiled by layerc.
 *
 * <pre>
 * input x [2]
 * target y [1]
 * output z [1]
 * parameter dense1.W [3, 2] = uniform in -1.0 .. 1.0
 * parameter dense1.b [3] = 0.0
 * parameter dense2.W [1, 3] = normal with mean 0.0, deviation 0.5
 * parameter dense2.b [1] = 0.25
 * 13 parameters
 * prediction: workspace 12 bytes a sample
 * training: workspace 40 bytes a sample
 * 5 methods compute it, each of at most 146 bytes of bytecode
 * trained by sgd
 * </pre>
 *
 * <p>Any number of threads may predict on one network, each with a workspace of its own. Arrays are
 * row-major in the declared shape, the samples of a batch one after the other; what does not fit is
 * refused with an {@code IllegalArgumentException}.
 *
 * <p>NaN is not refused: sums, products and functions hand it on, to all outputs and losses that
 * depend on it. Only a comparison or an argmax ends it.
 */
@Small.Generated
public final class Small {
  /**
   * Numbers of a sample's input.
   */
  public static final int INPUT_SIZE = 2;

  /**
   * Numbers of a sample's output.
   */
  public static final int OUTPUT_SIZE = 1;

  /**
   * input x [2]
   */
  public static final int X_SIZE = 2;

  /**
   * target y [1]
   */
  public static final int Y_SIZE = 1;

  /**
   * output z [1]
   */
  public static final int Z_SIZE = 1;

  /**
   * Samples of a training step, as the spec says.
   */
  public static final int BATCH = 4;

  /**
   * The names of the parameters, in order; also the keys of weight files.
   */
  public static final List<String> PARAMETERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "dense1.W",
              "dense1.b",
              "dense2.W",
              "dense2.b"));

  private final SmallParameters parameters = new SmallParameters();

  private final SmallOptimizer optimizer = new SmallOptimizer(parameters);

  private SmallWorkspace training;

  private SmallGradients sums;

  private long seed;

  private Small() {
  }

  /**
   * A new network, its parameters drawn from the seed: the same on every machine.
   */
  public static Small initialize(long seed) {
    Small net = new Small();
    net.seed = seed;
    net.parameters.initialize(seed);
    return net;
  }

  /**
   * A network with the weights of a safetensors file.
   */
  public static Small load(Path file) throws IOException {
    Small net = new Small();
    net.restore(file);
    return net;
  }

  /**
   * A network with the weights of a safetensors file.
   */
  public static Small load(InputStream in) throws IOException {
    Small net = new Small();
    net.restore(in);
    return net;
  }

  /**
   * Takes the weights of a safetensors file; where it does not fit, an exception says why and the
   * network keeps what it had. A file of parameters alone makes the optimizer start afresh.
   */
  public void restore(Path file) throws IOException {
    SmallArguments.present(file, "file");
    take(SmallWeights.read(file, kept(), moments(), false));
  }

  /**
   * Takes the weights of a safetensors file; where it does not fit, an exception says why and the
   * network keeps what it had. A file of parameters alone makes the optimizer start afresh.
   */
  public void restore(InputStream in) throws IOException {
    SmallArguments.present(in, "in");
    take(SmallWeights.read(in, -1, kept(), moments(), false));
  }

  /**
   * As {@code restore}, but refuses a file that holds NaN or infinities.
   */
  public void restoreFinite(Path file) throws IOException {
    SmallArguments.present(file, "file");
    take(SmallWeights.read(file, kept(), moments(), true));
  }

  /**
   * As {@code restore}, but refuses a file that holds NaN or infinities.
   */
  public void restoreFinite(InputStream in) throws IOException {
    SmallArguments.present(in, "in");
    take(SmallWeights.read(in, -1, kept(), moments(), true));
  }

  private void take(SmallWeights weights) throws IOException {
    long newSeed = weights.number("seed", Long.MIN_VALUE);
    long step = weights.number("step", 0);
    List<SmallTensor> moments = moments();
    optimizer.reset();
    if (moments.isEmpty() || weights.has(moments.get(0))) {
      optimizer.step = step;
    }
    seed = newSeed;
    weights.commit();
  }

  /**
   * Writes parameters, states and the optimizer's memory to a safetensors file: a new one beside
   * the old, then renamed, so that one of them always stands.
   */
  public void save(Path file) throws IOException {
    SmallArguments.present(file, "file");
    List<SmallTensor> all = kept();
    all.addAll(moments());
    SmallWeights.write(file, all, metadata());
  }

  /**
   * Writes parameters, states and the optimizer's memory as a safetensors file.
   */
  public void save(OutputStream out) throws IOException {
    SmallArguments.present(out, "out");
    List<SmallTensor> all = kept();
    all.addAll(moments());
    SmallWeights.write(out, all, metadata());
  }

  /**
   * What every weight file has.
   */
  private List<SmallTensor> kept() {
    List<SmallTensor> kept = new ArrayList<>(parameters.tensors.all());
    kept.addAll(parameters.states.all());
    return kept;
  }

  private List<SmallTensor> moments() {
    return optimizer.moments();
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("net", "Small");
    metadata.put("digest", "d1ge57");
    metadata.put("seed", Long.toString(seed));
    metadata.put("step", Long.toString(optimizer.step));
    return metadata;
  }

  /**
   * The output for one sample.
   *
   * <ul>
   *   <li>input x [2]
   *   <li>output z [1]
   * </ul>
   *
   * <pre>
   * h[o] = sigmoid(sum[i] W[o,i]*x[i] + b[o])   dense1 (small.nn:4)
   * z[o] = sum[i] W[o,i]*h[i] + b[o]   dense2 (small.nn:4)
   * </pre>
   */
  public float[] predict(float[] x) {
    float[] z = new float[1];
    predict(x, z, newPredictionWorkspace(1));
    return z;
  }

  /**
   * Computes one sample; allocates nothing.
   *
   * <ul>
   *   <li>input x [2]
   *   <li>output z [1]
   * </ul>
   */
  public void predict(float[] x, float[] z, SmallWorkspace workspace) {
    SmallArguments.sample("input x [2]", x, 2);
    SmallArguments.room("output z [1]", z, 1, 1);
    SmallArguments.apart("output z [1]", z, "input x [2]", x);
    SmallArguments.present(workspace, "workspace");
    SmallForward.predict(x, z, parameters, workspace, 1);
  }

  /**
   * Computes {@code count} samples, up to the workspace's capacity; allocates nothing.
   *
   * <ul>
   *   <li>input x [2]
   *   <li>output z [1]
   * </ul>
   */
  public void predict(float[] x, int count, float[] z, SmallWorkspace workspace) {
    SmallArguments.present(workspace, "workspace");
    SmallArguments.count(count, workspace.capacity());
    SmallArguments.batch("input x [2]", x, 2, count);
    SmallArguments.room("output z [1]", z, 1, count);
    SmallArguments.apart("output z [1]", z, "input x [2]", x);
    SmallForward.predict(x, z, parameters, workspace, count);
  }

  /**
   * One step of sgd on {@code count} samples; returns their mean loss before the step. One thread
   * may train at a time, and nobody may predict meanwhile.
   *
   * <p>A loss that is NaN or infinite is returned like any other; but the gradients are then of no
   * use, and nor are the parameters after a step with them. Stop there, and {@code restore} what
   * was saved.
   */
  public float train(float[] x, float[] y, int count) {
    check(x, y, count);
    if (sums == null) {
      sums = newGradients();
    }
    sums.clear();
    float loss = gradient(x, y, count, sums, own(count));
    optimizer.apply(sums, count);
    return loss;
  }

  /**
   * Adds to {@code gradients} those of each of the {@code count} samples' loss, and returns the
   * mean loss; changes nothing else. Where that is NaN or infinite, the sums are of no use any
   * more.
   *
   * <pre>
   * d.h[i] = sum[o] W[o,i]*d.z[o]   gradient of dense2 (small.nn:4)
   * d.W[o,i] = sum[batch] d.h[o]*x[i]   gradient of dense1 (small.nn:4)
   * </pre>
   */
  public float gradient(float[] x, float[] y, int count, SmallGradients gradients,
      SmallWorkspace workspace) {
    SmallArguments.present(gradients, "gradients");
    check(x, y, count);
    float loss = pass(x, y, count, workspace);
    gradients.prepare(count);
    SmallBackward.backward(x, y, gradients, parameters, workspace, count);
    return loss;
  }

  /**
   * One step of the optimizer with gradients that were summed over {@code count} samples in all.
   * NaN among them makes NaN of the parameters.
   */
  public void apply(SmallGradients gradients, int count) {
    SmallArguments.present(gradients, "gradients");
    SmallArguments.count(count, Integer.MAX_VALUE);
    optimizer.apply(gradients, count);
  }

  /**
   * The mean loss of {@code count} samples; {@link #metric} has the metrics. Changes no parameter.
   */
  public float evaluate(float[] x, float[] y, int count) {
    check(x, y, count);
    return pass(x, y, count, own(count));
  }

  /**
   * The mean loss of {@code count} samples; the workspace has the metrics. Allocates nothing.
   */
  public float evaluate(float[] x, float[] y, int count, SmallWorkspace workspace) {
    check(x, y, count);
    return pass(x, y, count, workspace);
  }

  /**
   * The mean of a metric over the last samples trained or evaluated without a workspace.
   */
  public double metric(String name) {
    if (training == null) {
      throw new IllegalStateException("nothing has been trained or evaluated yet");
    }
    return training.metric(name);
  }

  /**
   * The optimizer's steps so far.
   */
  public long step() {
    return optimizer.step;
  }

  private static void check(float[] x, float[] y, int count) {
    SmallArguments.count(count, Integer.MAX_VALUE);
    SmallArguments.batch("input x [2]", x, 2, count);
    SmallArguments.batch("target y [1]", y, 1, count);
  }

  /**
   * The network's own workspace, grown to the largest count so far.
   */
  private SmallWorkspace own(int count) {
    if (training == null || training.capacity() < count) {
      training = newWorkspace(Math.max(count, BATCH));
    }
    return training;
  }

  private float pass(float[] x, float[] y, int count, SmallWorkspace workspace) {
    SmallArguments.present(workspace, "workspace");
    workspace.requireTraining();
    SmallArguments.count(count, workspace.capacity());
    SmallForward.forward(x, y, parameters, workspace, count);
    workspace.samples = count;
    return (float) workspace.loss();
  }

  /**
   * The parameters and states: what this network computes with.
   */
  public SmallParameters parameters() {
    return parameters;
  }

  /**
   * Memory to compute up to so many samples at a time in.
   */
  public SmallWorkspace newWorkspace(int samples) {
    return new SmallWorkspace(samples, true);
  }

  /**
   * Memory to predict up to so many samples at a time in.
   */
  public SmallWorkspace newPredictionWorkspace(int samples) {
    return new SmallWorkspace(samples, false);
  }

  /**
   * Zeros to sum gradients into.
   */
  public SmallGradients newGradients() {
    return new SmallGradients();
  }

  /**
   * Tells tools for coverage and analysis that nobody wrote this code.
   */
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  @interface Generated {
  }
}

package dev.layerc.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A random user layer over the last axis, of the same shape in and out. */
final class RandomLayer {
  private final Random random;
  private final Set<Feature> features;
  private final String name;
  private final List<String> lines = new ArrayList<>();
  private final List<String> leaves = new ArrayList<>(List.of("x[..., i]"));

  private RandomLayer(Random random, Set<Feature> features, String name) {
    this.random = random;
    this.features = features;
    this.name = name;
  }

  /** The declaration of {@code name}, one statement a line. */
  static String declaration(Random random, Set<Feature> features, String name) {
    return new RandomLayer(random, features, name).declaration();
  }

  private String declaration() {
    if (random.nextBoolean()) {
      lines.add("param a[I] = 1");
      leaves.add("a[i]");
    }
    int reductions = random.nextInt(3);
    for (int n = 1; n <= reductions; n++) {
      addReduction(n);
    }
    lines.add("y[..., i] = " + sumOfAllLeaves());
    return "layer "
        + name
        + " : x[..., I] -> y[..., I] {\n  "
        + String.join("\n  ", lines)
        + "\n}\n";
  }

  /** A random expression, and whatever it left out: a parameter that nothing uses is a mistake. */
  private String sumOfAllLeaves() {
    StringBuilder text = new StringBuilder(new RandomExpression(random, features, leaves).text(2));
    for (String leaf : leaves) {
      if (text.indexOf(leaf) < 0) {
        text.append(" + 0.5*").append(leaf);
      }
    }
    return text.toString();
  }

  private void addReduction(int number) {
    List<Runnable> kinds = new ArrayList<>();
    kinds.add(() -> addWhole(number));
    kinds.add(() -> addMatrix(number));
    if (features.contains(Feature.WHERE)) {
      kinds.add(() -> addPrefix(number));
    }
    if (features.contains(Feature.BATCH)) {
      kinds.add(() -> addBatchMean(number));
    }
    kinds.get(random.nextInt(kinds.size())).run();
  }

  /** One number for the whole axis. */
  private void addWhole(int number) {
    List<String> reducers = new ArrayList<>(List.of("sum", "mean", "lse", "max", "min"));
    if (features.contains(Feature.PRODUCT)) {
      reducers.add("prod");
    }
    String reducer = reducers.get(random.nextInt(reducers.size()));
    String body = new RandomExpression(random, features, List.of("x[..., k]")).text(1);
    // A number alone in the body would make the reducer one over nothing.
    String used = body.contains("k]") ? body : "x[..., k]";
    lines.add("m" + number + "[...] = " + reducer + "[k] (" + used + ")");
    leaves.add("m" + number + "[...]");
  }

  private void addMatrix(int number) {
    lines.add("param W" + number + "[I, I] = glorot(I, I)");
    lines.add("p" + number + "[..., i] = sum[k] W" + number + "[i,k] * x[..., k]");
    leaves.add("p" + number + "[..., i]");
  }

  private void addPrefix(int number) {
    String reducer = random.nextBoolean() ? "mean" : "lse";
    String guard = random.nextBoolean() ? "k <= i" : "k >= i";
    // The guard alone would not tell how far i runs.
    String body = random.nextBoolean() ? "x[..., k]*x[..., i]" : "(x[..., k] - x[..., i])";
    lines.add("r" + number + "[..., i] = " + reducer + "[k where " + guard + "] " + body);
    leaves.add("r" + number + "[..., i]");
  }

  private void addBatchMean(int number) {
    lines.add("q" + number + "[i] = mean[batch, ...] x[..., i]");
    leaves.add("q" + number + "[i]");
  }
}

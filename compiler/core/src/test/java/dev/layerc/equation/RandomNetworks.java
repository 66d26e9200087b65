package dev.layerc.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Seeded random networks as text: pipelines of the prelude's layers with odd, even and unit sizes,
 * fan-out, skip connections, arithmetic, layers of their own, and any loss. One statement stands on
 * a line, which helps {@link NetworkShrinker}.
 */
public final class RandomNetworks {
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17};

  /** Sizes that kernels are made for, and those beside them. */
  private static final int[] LARGE = {8, 10, 13, 16, 17, 24, 31, 32, 33, 47, 64, 100};

  private static final List<String> ACTIVATIONS =
      List.of(
          "relu",
          "leaky_relu",
          "elu",
          "gelu",
          "silu",
          "sigmoid",
          "tanh",
          "softplus",
          "softmax",
          "log_softmax",
          "identity");

  private final Random random;
  private final Set<Feature> features;
  private final int[] sizes;
  private final List<String> layers = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  /** A value that later statements may use. */
  private record Value(String name, List<Integer> shape) {
    int width() {
      return shape.get(shape.size() - 1);
    }
  }

  private RandomNetworks(long seed, Set<Feature> features, int[] sizes) {
    this.random = new Random(seed);
    this.features = features;
    this.sizes = sizes;
  }

  /** The network of a seed. */
  public static String text(long seed, Set<Feature> features) {
    return new RandomNetworks(seed, features, SIZES).text();
  }

  /** The same with sizes of 8 to 100. */
  public static String largeText(long seed, Set<Feature> features) {
    return new RandomNetworks(seed, features, LARGE).text();
  }

  private boolean sometimes(Feature feature) {
    return features.contains(feature) && random.nextInt(3) == 0;
  }

  private int size() {
    return sizes[random.nextInt(sizes.length)];
  }

  private String text() {
    declareInput();
    if (sometimes(Feature.SHARED)) {
      Value first = values.get(0);
      lines.add("shared once = dense(" + first.width() + ")");
      lines.add("h0 = " + first.name() + " -> once -> tanh -> once");
      values.add(new Value("h0", first.shape()));
    }
    int statements = 1 + random.nextInt(4);
    for (int n = 1; n <= statements; n++) {
      addStatement("h" + n);
    }
    addLoss();
    String body = lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    return String.join("", layers) + "net Random : double {\n" + body + "}\n";
  }

  private void declareInput() {
    if (sometimes(Feature.IMAGE)) {
      declareImage();
    } else if (sometimes(Feature.RECURRENCE)) {
      declareSequence();
    } else {
      List<Integer> shape = new ArrayList<>(List.of(size()));
      if (sometimes(Feature.TWO_AXES)) {
        shape.add(0, 1 + random.nextInt(4));
      }
      lines.add("input x" + shape);
      values.add(new Value("x", shape));
    }
    if (sometimes(Feature.INPUT_GRADIENT)) {
      lines.add("gradient x");
    }
  }

  /** An image is convolved, pooled and flattened before anything else happens to it. */
  private void declareImage() {
    int channels = 1 + random.nextInt(3);
    int side = 6 + random.nextInt(5);
    lines.add("input x[" + channels + ", " + side + ", " + side + "]");
    int filters = 1 + random.nextInt(4);
    int window = 1 + random.nextInt(3);
    int stride = 1 + random.nextInt(3);
    int pad = random.nextInt(2);
    int convolved = (side + 2 * pad - window) / stride + 1;
    int pool = Math.min(convolved, 1 + random.nextInt(2));
    int step = 1 + random.nextInt(2);
    int pooled = (convolved - pool) / step + 1;
    String kind = random.nextBoolean() ? "maxpool" : "avgpool";
    lines.add(
        "f = x -> conv2d(%d, size = %d, stride = %d, pad = %d) -> %s(%d, stride = %d) -> flatten"
            .formatted(filters, window, stride, pad, kind, pool, step));
    values.add(new Value("f", List.of(filters * pooled * pooled)));
  }

  private void declareSequence() {
    int steps = 3 + random.nextInt(3);
    int units = sizes == LARGE ? size() : 1 + random.nextInt(5);
    lines.add("input x[" + steps + ", " + size() + "]");
    String kind = List.of("rnn", "lstm", "gru").get(random.nextInt(3));
    lines.add("f = x -> " + kind + "(" + units + ")");
    values.add(new Value("f", List.of(steps, units)));
  }

  private void addStatement(String name) {
    Value from = values.get(random.nextInt(values.size()));
    List<Value> alike = values.stream().filter(v -> v.shape().equals(from.shape())).toList();
    Value other = alike.get(random.nextInt(alike.size()));
    if (sometimes(Feature.SKIP)) {
      lines.add(name + " = " + from.name() + " + (" + pipeline(other, from.width()) + ")");
      values.add(new Value(name, from.shape()));
    } else if (sometimes(Feature.ARITHMETIC)) {
      lines.add(name + " = " + arithmetic(from.name(), other.name()));
      values.add(new Value(name, from.shape()));
    } else {
      int width = size();
      lines.add(name + " = " + pipeline(from, width));
      List<Integer> shape = new ArrayList<>(from.shape());
      shape.set(shape.size() - 1, width);
      values.add(new Value(name, shape));
    }
  }

  private String arithmetic(String a, String b) {
    return switch (random.nextInt(4)) {
      case 0 -> a + " * " + b;
      case 1 -> a + " - 0.5*" + b;
      case 2 -> "(1 - " + a + ") * " + b;
      default -> a + " / (1 + " + b + "^2)";
    };
  }

  /** Stages from a value to one of the given width. */
  private String pipeline(Value from, int width) {
    StringBuilder text = new StringBuilder(from.name());
    if (sometimes(Feature.USER_LAYER)) {
      String layer = "own" + (layers.size() + 1);
      layers.add(RandomLayer.declaration(random, features, layer));
      text.append(" -> ").append(layer);
    }
    if (random.nextBoolean()) {
      text.append(" -> ").append(frozen()).append("dense(").append(size()).append(")");
      text.append(" -> ").append(activation());
    }
    text.append(" -> ").append(frozen()).append("dense(").append(width).append(")");
    return random.nextBoolean()
        ? text.append(" -> ").append(activation()).toString()
        : text.toString();
  }

  private String frozen() {
    return sometimes(Feature.FROZEN) ? "frozen " : "";
  }

  private String activation() {
    return ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
  }

  private void addLoss() {
    Value last = values.get(values.size() - 1);
    List<Integer> outer = last.shape().subList(0, last.shape().size() - 1);
    int classes = 1 + random.nextInt(6);
    List<Integer> shape = new ArrayList<>(outer);
    shape.add(classes);
    lines.add("z = " + last.name() + " -> dense(" + classes + ")");
    lines.add("output p = z -> " + activation());
    if (sometimes(Feature.SECOND_OUTPUT)) {
      lines.add("output q = " + values.get(random.nextInt(values.size())).name() + " -> tanh");
    }
    String loss =
        List.of(
                "mse",
                "half_squared_error",
                "mae",
                "huber",
                "bce",
                "cross_entropy",
                "cross_entropy_soft")
            .get(random.nextInt(7));
    boolean labels = loss.equals("cross_entropy");
    String labelShape = outer.isEmpty() ? "" : outer.toString();
    lines.add(labels ? "target int<" + classes + "> y" + labelShape : "target y" + shape);
    lines.add("loss " + loss + "(z, y)");
    lines.add("train " + optimizer() + ", batch = " + (1 + random.nextInt(5)));
  }

  private String optimizer() {
    return List.of("sgd(lr = 0.1)", "sgd(lr = 0.1, momentum = 0.9)", "adam(lr = 1e-2)")
        .get(random.nextInt(3));
  }
}

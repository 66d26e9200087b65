package dev.layerc.shipped;

import static dev.layerc.emit.CompiledNet.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.CompilerOptions;
import dev.layerc.emit.CompiledNet;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers get wrong is refused before anything changes; NaN is theirs to look for. */
class BadInputTest {
  private static final String WORDS =
      """
      layer weighted : x[T, K], w[T] -> y[T, K] {
        y[t, k] = x[t, k] * w[t]
      }
      net Words {
        input  int<11> words[3]
        input  weight[3]
        target int<4> label
        z = words -> embedding(11, 5) -> weighted(weight) -> lstm(6) -> last -> dense(4)
        output p = z -> softmax
        output z
        loss   cross_entropy(z, label)
        metric accuracy(z, label)
        train  sgd(lr = 0.1), batch = 4
      }
      """;

  private static final String IMAGES =
      """
      net Images {
        input  x[1, 6, 6]
        target y[2]
        output z = x -> conv2d(3) -> relu -> maxpool(2) -> batchnorm -> flatten -> dense(2)
        loss   mse(z, y)
        train  adam(lr = 0.1, clip = 1), batch = 4
      }
      """;

  private static CompiledNet words;
  private static CompiledNet images;

  @BeforeAll
  static void compile() {
    words = classes(WORDS);
    images = classes(IMAGES);
  }

  private static CompiledNet classes(String text) {
    return CompiledNet.of(
        SampleSpecs.sources(
            SampleSpecs.compile("bad.nn", text, CompilerOptions.inPackage("com.acme"))),
        11);
  }

  private static Object words() {
    return words.call("com.acme.Words", "initialize", 1L);
  }

  private static Object images() {
    return images.call("com.acme.Images", "initialize", 1L);
  }

  @Test
  void tokensAndLabelsOutOfRangeAreNamed() {
    Object net = words();
    float[] weight = new float[6];
    int[] labels = {0, 3};
    refuses(
        "input words int<11> [3] of sample 0 is 11, but must be from 0 to 10",
        net,
        "predict",
        new int[] {0, 1, 11},
        new float[3]);
    refuses(
        "input words int<11> [3] of sample 1 is -1, but must be from 0 to 10",
        net,
        "train",
        new int[] {0, 1, 2, 3, 4, -1},
        weight,
        labels,
        2);
    refuses(
        "target label int<4> of sample 1 is 4, but must be from 0 to 3",
        net,
        "train",
        new int[6],
        weight,
        new int[] {0, 4},
        2);
    refuses(
        "target label int<4> of sample 0 is -2147483648",
        net,
        "gradient",
        new int[6],
        weight,
        new int[] {Integer.MIN_VALUE, 0},
        2,
        on(net, "newGradients"),
        on(net, "newWorkspace", 2));
  }

  /** What lies beyond {@code count} is nobody's business. */
  @Test
  void arraysMayBeLongerThanTheBatch() {
    Object net = words();
    int[] tokens = {0, 1, 2, 99, 99, 99};
    int[] labels = {1, 99};
    assertThat((float) on(net, "train", tokens, new float[6], labels, 1)).isPositive();
  }

  @Test
  void lengthsCountsAndNullAreNamed() {
    Object net = words();
    Object workspace = on(net, "newWorkspace", 2);
    Object gradients = on(net, "newGradients");
    int[] tokens = new int[6];
    float[] weight = new float[6];
    int[] labels = new int[2];
    refuses(
        "target label int<4> takes 2 numbers for 2 samples, but 1 came",
        net,
        "train",
        tokens,
        weight,
        new int[1],
        2);
    refuses("target label int<4> is null", net, "train", tokens, weight, null, 2);
    refuses(
        "input weight [3] takes 6 numbers for 2 samples, but 5 came",
        net,
        "evaluate",
        tokens,
        new float[5],
        labels,
        2);
    refuses("count is -1", net, "evaluate", tokens, weight, labels, -1);
    refuses(
        "count is 2147483647, but must be from 1 to 2",
        net,
        "predict",
        tokens,
        weight,
        Integer.MAX_VALUE,
        new float[8],
        new float[8],
        workspace);
    refuses("workspace is null", net, "evaluate", tokens, weight, labels, 2, null);
    refuses("gradients is null", net, "gradient", tokens, weight, labels, 2, null, workspace);
    refuses(
        "count is 3, but must be from 1 to 2",
        net,
        "gradient",
        new int[9],
        new float[9],
        new int[3],
        3,
        gradients,
        workspace);
    refuses("count is 0", net, "apply", gradients, 0);
    refuses("other is null", gradients, "add", (Object) null);
    refuses("no metric is named null", workspace, "metric", (Object) null);
  }

  @Test
  void anOutputNeedsAnArrayOfItsOwn() {
    Object net = words();
    float[] z = new float[4];
    refuses(
        "output z [4] is the same array as output p [4]",
        net,
        "predict",
        new int[3],
        new float[3],
        z,
        z,
        on(net, "newWorkspace", 1));
    float[] both = new float[36];
    refuses(
        "output z [2] is the same array as input x [1, 6, 6]",
        images(),
        "predict",
        both,
        1,
        both,
        on(images(), "newWorkspace", 1));
  }

  @Test
  void aRefusedStepChangesNothing() {
    Object net = words();
    byte[] before = KeepingNet.bytes(net);
    refuses("label", net, "train", new int[6], new float[6], new int[] {0, 4}, 2);
    refuses("count", net, "train", new int[6], new float[6], new int[2], 0);
    assertThat(KeepingNet.bytes(net)).isEqualTo(before);
  }

  private static void refuses(String message, Object target, String method, Object... arguments) {
    assertThatThrownBy(() -> on(target, method, arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /** Through a convolution, relu, a maximum and a dense layer; the other sample has none of it. */
  @Test
  void nanInAnInputComesOutOfItsSample() {
    Object net = images();
    float[] x = new float[72];
    x[40] = Float.NaN;
    float[] z = new float[4];
    on(net, "predict", x, 2, z, on(net, "newPredictionWorkspace", 2));
    assertThat(Arrays.copyOf(z, 2)).doesNotContain(Float.NaN);
    assertThat(Arrays.copyOfRange(z, 2, 4)).containsOnly(Float.NaN);
    assertThat((float) on(net, "evaluate", x, new float[4], 2)).isNaN();
  }

  @Test
  void nanGoesThroughTimeAndSoftmax() {
    Object net = words();
    float[] weight = {Float.NaN, 1, 1};
    float[] p = new float[4];
    on(net, "predict", new int[3], weight, p, new float[4], on(net, "newWorkspace", 1));
    assertThat(p).containsOnly(Float.NaN);
  }

  /** As the Javadoc says: the step is done, and a saved file brings back what it spoilt. */
  @Test
  void aStepWithNanLossIsReturnedAndCanBeUndone() {
    Object net = images();
    float[] x = new float[36];
    float[] y = {0.5f, -0.5f};
    on(net, "train", x, y, 1);
    byte[] before = KeepingNet.bytes(net);
    assertThat((float) on(net, "train", x, new float[] {Float.NaN, 0}, 1)).isNaN();
    float[] all = new float[(int) on(KeepingNet.parameters(net), "size")];
    on(KeepingNet.parameters(net), "copyTo", (Object) all);
    assertThat(all).contains(Float.NaN);
    assertThat(on(net, "step")).isEqualTo(2L);
    on(net, "restore", new ByteArrayInputStream(before));
    assertThat(KeepingNet.bytes(net)).isEqualTo(before);
    assertThat((float) on(net, "train", x, y, 1)).isFinite();
  }
}

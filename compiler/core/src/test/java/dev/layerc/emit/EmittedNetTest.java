package dev.layerc.emit;

import static dev.layerc.emit.CompiledNet.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Precision;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an emitted network computes, refuses and allocates. */
class EmittedNetTest {
  private static final float[] X = {0.5f, -1, 0.25f, 2, -0.75f, 0.1f};
  private static final float[] Y = {0.3f, -0.2f, 1};
  private static CompiledNet classes;

  @BeforeAll
  static void compile() {
    EmitOptions options = EmitOptions.of("com.acme");
    List<GeneratedFile> files = new NetEmitter(options).emit(SmallNet.program(Precision.FLOAT));
    classes = CompiledNet.of(files, 11);
  }

  private static Object net() {
    return classes.call("com.acme.Small", "initialize", 42L);
  }

  @Test
  void drawsTheValuesThatTheCompilerCanDrawToo() {
    Object parameters = on(net(), "parameters");
    double[] drawn = InitialValues.of(new Initializer.Uniform(-1, 1), List.of(3, 2), 42, 0);
    float[] values = (float[]) on(parameters, "get", "dense1.W");
    for (int i = 0; i < 6; i++) {
      assertThat(values[i]).isEqualTo((float) drawn[i]);
    }
    assertThat((float[]) on(parameters, "get", "dense2.b")).containsExactly(0.25f);
  }

  @Test
  void predictsAsTheEquationsSay() {
    Object net = net();
    float[] z = (float[]) on(net, "predict", new float[] {0.5f, -1});
    assertThat(z[0]).isCloseTo((float) expected(on(net, "parameters"), 0.5, -1), within(1e-6f));
  }

  private static double expected(Object parameters, double x0, double x1) {
    float[] w1 = (float[]) on(parameters, "get", "dense1.W");
    float[] b1 = (float[]) on(parameters, "get", "dense1.b");
    float[] w2 = (float[]) on(parameters, "get", "dense2.W");
    double z = ((float[]) on(parameters, "get", "dense2.b"))[0];
    for (int o = 0; o < 3; o++) {
      double a = w1[2 * o] * x0 + w1[2 * o + 1] * x1 + b1[o];
      z += w2[o] / (1 + Math.exp(-a));
    }
    return z;
  }

  @Test
  void predictsABatchAsItsSamples() {
    Object net = net();
    float[] z = new float[3];
    on(net, "predict", X, 3, z, on(net, "newPredictionWorkspace", 3));
    for (int n = 0; n < 3; n++) {
      float[] one = (float[]) on(net, "predict", Arrays.copyOfRange(X, 2 * n, 2 * n + 2));
      assertThat(z[n]).isEqualTo(one[0]);
    }
  }

  @Test
  void threadsPredictOnOneNetAsOneDoes() {
    Object net = net();
    float[] alone = (float[]) on(net, "predict", new float[] {0.5f, -1});
    boolean same =
        IntStream.range(0, 2000)
            .parallel()
            .mapToObj(i -> (float[]) on(net, "predict", new float[] {0.5f, -1}))
            .allMatch(z -> Arrays.equals(z, alone));
    assertThat(same).isTrue();
  }

  @Test
  void trainingMovesEachParameterAgainstItsGradient() {
    Object net = net();
    Object gradients = on(net, "newGradients");
    Object parameters = on(net, "parameters");
    float[] before = all(parameters);
    float loss = (float) on(net, "gradient", X, Y, 3, gradients, on(net, "newWorkspace", 3));
    assertThat((float) on(net, "train", X, Y, 3)).isEqualTo(loss);
    float[] sums = all(gradients);
    float[] after = all(parameters);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i] - 0.1f * sums[i] / 3, within(1e-6f));
    }
    assertThat(on(net, "step")).isEqualTo(1L);
  }

  private static float[] all(Object tensors) {
    float[] all = new float[(int) on(tensors, "size")];
    on(tensors, "copyTo", (Object) all);
    return all;
  }

  @Test
  void gradientsAgreeWithDifferences() {
    Object net = net();
    Object gradients = on(net, "newGradients");
    Object workspace = on(net, "newWorkspace", 3);
    on(net, "gradient", X, Y, 3, gradients, workspace);
    float[] sums = all(gradients);
    float[] values = all(on(net, "parameters"));
    for (int i = 0; i < values.length; i++) {
      double up = lossAt(net, values, i, 1e-2f);
      double down = lossAt(net, values, i, -1e-2f);
      assertThat((double) sums[i] / 3).isCloseTo((up - down) / 2e-2, within(1e-3));
    }
  }

  private static double lossAt(Object net, float[] values, int i, float shift) {
    float[] moved = values.clone();
    moved[i] += shift;
    on(on(net, "parameters"), "copyFrom", (Object) moved);
    return (float) on(net, "evaluate", X, Y, 3);
  }

  @Test
  void gradientsOfInputsAreOfEachSample() {
    Object net = net();
    Object gradients = on(net, "newGradients");
    Object workspace = on(net, "newWorkspace", 3);
    on(net, "gradient", X, Y, 3, gradients, workspace);
    float[] together = (float[]) on(gradients, "input", "x");
    on(net, "gradient", new float[] {0.25f, 2}, new float[] {-0.2f}, 1, gradients, workspace);
    assertThat((float[]) on(gradients, "input", "x")).containsExactly(together[2], together[3]);
  }

  @Test
  void gradientsOfPartsAddUpAndApply() {
    Object net = net();
    Object whole = on(net, "newGradients");
    Object left = on(net, "newGradients");
    Object right = on(net, "newGradients");
    Object workspace = on(net, "newWorkspace", 3);
    on(net, "gradient", X, Y, 3, whole, workspace);
    on(net, "gradient", X, Y, 2, left, workspace);
    on(net, "gradient", new float[] {-0.75f, 0.1f}, new float[] {1}, 1, right, workspace);
    on(left, "add", right);
    assertThat(all(left)).containsExactly(all(whole), within(1e-6f));
    Object trained = net();
    on(trained, "train", X, Y, 3);
    on(net, "apply", left, 3);
    float[] byTraining = all(on(trained, "parameters"));
    assertThat(all(on(net, "parameters"))).containsExactly(byTraining, within(1e-6f));
  }

  @Test
  void metricsAreMeans() {
    Object net = net();
    on(net, "evaluate", X, Y, 3);
    float[] z = new float[3];
    on(net, "predict", X, 3, z, on(net, "newWorkspace", 3));
    double miss = 0;
    for (int n = 0; n < 3; n++) {
      miss += Math.abs(z[n] - Y[n]) / 3;
    }
    assertThat((double) on(net, "metric", "miss")).isCloseTo(miss, within(1e-6));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Object net = net();
    Object workspace = on(net, "newWorkspace", 2);
    refuses("input x [2] takes 2 numbers, but 3 came", net, "predict", (Object) new float[3]);
    refuses("input x [2] is null", net, "predict", (Object) null);
    refuses("count is 3, but must be from 1 to 2", net, "predict", X, 3, new float[3], workspace);
    refuses("count is 0, but must be from 1", net, "train", X, Y, 0);
    refuses(
        "target y [1] takes 4 numbers for 4 samples, but 3 came", net, "train", new float[8], Y, 4);
    refuses("output z [1] takes 2", net, "predict", X, 2, new float[1], workspace);
    refuses("workspace is null", net, "predict", X, 2, new float[2], null);
    refuses(
        "workspace is for prediction alone",
        net,
        "evaluate",
        X,
        Y,
        1,
        on(net, "newPredictionWorkspace", 1));
    refuses("no tensor is named dense3.W", on(net, "parameters"), "get", "dense3.W");
    refuses(
        "dense1.W [3, 2] takes 6 numbers, but 5 came",
        on(net, "parameters"),
        "set",
        "dense1.W",
        new float[5]);
    refuses("count is 0", net, "newWorkspace", 0);
  }

  private static void refuses(String message, Object target, String method, Object... arguments) {
    assertThatThrownBy(() -> on(target, method, arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void allocatesNothingWithAWorkspace() throws ReflectiveOperationException {
    Object net = net();
    Object workspace = on(net, "newWorkspace", 3);
    Object gradients = on(net, "newGradients");
    float[] z = new float[3];
    List<Runnable> calls =
        List.of(
            () -> on(net, "predict", X, 3, z, workspace),
            () -> on(net, "train", X, Y, 3),
            () -> on(net, "gradient", X, Y, 3, gradients, workspace),
            () -> on(net, "evaluate", X, Y, 3, workspace));
    // What the calls by reflection allocate themselves, a call that does nothing else tells.
    Runnable nothing = () -> on(net, "apply", gradients, 3);
    long floor = 10 * bytes(nothing);
    for (Runnable call : calls) {
      assertThat(bytes(call)).isLessThan(floor);
    }
  }

  /** Bytes that a warm call allocates, on average. */
  private static long bytes(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 100; i++) {
      call.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      call.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / 1000;
  }
}

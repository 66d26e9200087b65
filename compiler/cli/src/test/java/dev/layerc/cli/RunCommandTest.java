package dev.layerc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.layerc.runtime.ElementKind;
import dev.layerc.runtime.SafetensorsReader;
import dev.layerc.runtime.SafetensorsWriter;
import dev.layerc.runtime.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final Offset<Double> PRINTED = within(5e-5);

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void place() {
    out = folder.resolve("out.safetensors");
  }

  @Test
  void theWorkedExampleComesOutRight() throws IOException {
    Path notes = spec(Specs.NOTES);
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    weights.put("dense1.W", doubles(List.of(3, 2), 0.2, 0.4, 0.1, 0.3, 0.5, -0.2));
    weights.put("dense1.b", doubles(List.of(3), 0.1, -0.1, 0.05));
    weights.put("dense2.W", doubles(List.of(1, 3), 0.3, -0.2, 0.4));
    weights.put("dense2.b", doubles(List.of(1), -0.2));
    Path file = write("w", weights);
    Path inputs =
        write(
            "in",
            Map.of(
                "x",
                doubles(List.of(2, 2), 0.5, 0.3, 0.5, 0.3),
                "y",
                doubles(List.of(2, 1), 1, 1)));
    Map<String, StoredTensor> results = run(notes, "--weights", file, "-i", inputs, "--gradients");
    assertThat(results.get("p").shape()).containsExactly(2, 1);
    assertThat(results.get("p").kind()).isEqualTo(ElementKind.F64);
    assertThat(results.get("p").real(1)).isEqualTo(0.524, within(5e-4));
    assertThat(results.get("loss").toDoubles()).hasSize(1);
    assertThat(results.get("grad.dense2.W").toDoubles())
        .containsExactly(new double[] {-0.2758, -0.2428, -0.2665}, PRINTED);
    assertThat(results.get("grad.dense1.b").toDoubles())
        .containsExactly(new double[] {-0.0348, 0.0238, -0.0469}, PRINTED);
    assertThat(results.get("grad.dense1.W").toDoubles())
        .containsExactly(
            new double[] {-0.0174, -0.0104, 0.0119, 0.0071, -0.0235, -0.0141}, PRINTED);
    assertThat(results).doesNotContainKey("grad.x");
  }

  @Test
  void aGraphHasGradientsOfItsInputs() throws IOException {
    Path circuit = spec(Specs.CIRCUIT);
    Path inputs =
        write(
            "in",
            Map.of(
                "x", doubles(List.of(), -2),
                "y", doubles(List.of(), 5),
                "z", doubles(List.of(), -4)));
    Map<String, StoredTensor> results =
        run(circuit, "--param-init", "seed=0", "-i", inputs, "--gradients");
    assertThat(results.get("f").real(0)).isEqualTo(-12);
    assertThat(results.get("f").shape()).isEmpty();
    assertThat(results.get("grad.x").real(0)).isEqualTo(-4);
    assertThat(results.get("grad.y").real(0)).isEqualTo(-4);
    assertThat(results.get("grad.z").real(0)).isEqualTo(3);
  }

  @Test
  void joinedValuesAreBothThere() throws IOException {
    Path net =
        spec(
            "net Joined : double { input x[1,2,2] "
                + "output y = concat(x -> maxpool(2), x -> avgpool(2)) -> flatten "
                + "output z = append(x -> tanh, x -> relu) }");
    Path inputs = write("in", Map.of("x", doubles(List.of(1, 1, 2, 2), 1, 2, 3, 4)));
    for (String engine : List.of("emitted", "interpreter")) {
      Map<String, StoredTensor> results =
          run(net, "--param-init", "seed=0", "-i", inputs, "--engine=" + engine);
      assertThat(results.get("y").toDoubles()).as(engine).containsExactly(4, 2.5);
      assertThat(results.get("z").shape()).as(engine).containsExactly(1, 1, 2, 4);
      assertThat(Arrays.copyOfRange(results.get("z").toDoubles(), 2, 4))
          .as(engine)
          .containsExactly(1, 2);
    }
  }

  /** As in PyTorch: relu, elu, selu, leaky_relu at 0. */
  @Test
  void cornersHaveTheGradientsOfPyTorch() throws IOException {
    Path net =
        spec(
            "net Corners : double { input a, b, c, d gradient a, b, c, d "
                + "output f = relu(a) + (b -> elu(0.5)) + selu(c) + (d -> leaky_relu(0.25)) }");
    StoredTensor zero = doubles(List.of(1), 0);
    Path inputs = write("in", Map.of("a", zero, "b", zero, "c", zero, "d", zero));
    Map<String, StoredTensor> results =
        run(net, "--param-init", "seed=0", "-i", inputs, "--gradients");
    assertThat(results.get("grad.a").real(0)).isZero();
    assertThat(results.get("grad.b").real(0)).isEqualTo(0.5);
    assertThat(results.get("grad.c").real(0)).isEqualTo(1.7580993408473766, within(1e-15));
    assertThat(results.get("grad.d").real(0)).isEqualTo(0.25);
  }

  /** Gradients that several elements add to, in code that is written out; PyTorch's numbers. */
  @Test
  void groupsOfChannelsHaveTheGradientsOfPyTorch() throws IOException {
    Path net =
        spec(
            "net Groups : double { input x[4] y = x -> groupnorm(2, eps = 1) "
                + "output f = sum[i] (i + 1) * y[i]^3 gradient x }");
    Path inputs = write("in", Map.of("x", doubles(List.of(1, 4), 1, 2, 4, 8)));
    Map<String, StoredTensor> results =
        run(net, "--param-init", "seed=0", "-i", inputs, "--gradients");
    assertThat(results.get("f").real(0)).isEqualTo(0.8049844718999242, within(1e-14));
    assertThat(results.get("grad.x").toDoubles())
        .containsExactly(
            new double[] {
              -0.2146625258399797, 0.2146625258399797, -0.10733126291998873, 0.10733126291998873
            },
            within(1e-14));
  }

  /** A batch whose variance is 0 in training and 1 in prediction. */
  @Test
  void theLossIsThatOfWhichTheGradientsAre() throws IOException {
    Path net =
        spec(
            "net Normal : double { input x[1] target t[1] "
                + "output y = x -> batchnorm loss half_squared_error(y, t) train sgd() }");
    Path inputs =
        write("in", Map.of("x", doubles(List.of(2, 1), 3, 3), "t", doubles(List.of(2, 1), 0, 0)));
    Map<String, StoredTensor> results =
        run(net, "--param-init", "seed=0", "-i", inputs, "--gradients");
    assertThat(results.get("loss").real(0)).isZero();
    assertThat(results.get("y").real(0)).isEqualTo(3, within(1e-4));
  }

  @Test
  void theInterpreterAgrees() throws IOException {
    Path iris = spec(Specs.IRIS);
    Path inputs =
        write(
            "in",
            Map.of(
                "x",
                    StoredTensor.of(
                        List.of(3, 4), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 1, 0}),
                "species", StoredTensor.of(List.of(3), new long[] {0, 2, 1})));
    Object[] words = {"--param-init", "seed=3", "-i", inputs, "--gradients"};
    Map<String, StoredTensor> emitted = run(iris, words);
    Object[] interpreting = Arrays.copyOf(words, words.length + 1);
    interpreting[words.length] = "--engine=interpreter";
    Map<String, StoredTensor> interpreted = run(iris, interpreting);
    assertThat(emitted.keySet())
        .isEqualTo(interpreted.keySet())
        .contains("p", "loss", "metric.accuracy", "grad.dense1.W", "grad.dense2.b");
    emitted.forEach(
        (name, tensor) ->
            assertThat(tensor.toDoubles())
                .as(name)
                .containsExactly(interpreted.get(name).toDoubles(), within(1e-4)));
  }

  @Test
  void withoutTargetsThereAreOutputsAlone() throws IOException {
    Path inputs = write("in", Map.of("x", StoredTensor.of(List.of(1, 2), new float[] {1, 0})));
    Path xor = spec(Specs.XOR);
    assertThat(run(xor, "--param-init", "seed=1", "-i", inputs)).containsOnlyKeys("p");
    assertThat(answer(xor, "--param-init", "seed=1", "-i", inputs, "--gradients"))
        .startsWith("exit 1")
        .contains("target 'y' is missing");
  }

  @Test
  void inputsThatDoNotFitAreTold() throws IOException {
    Path iris = spec(Specs.IRIS);
    StoredTensor x = StoredTensor.of(List.of(1, 4), new float[4]);
    assertToldOf(iris, Map.of("y", x), "input 'x' of net Iris is missing; the file has [y]");
    assertToldOf(iris, Map.of("x", x, "specis", x), "did you mean 'species'?");
    assertToldOf(
        iris,
        Map.of("x", StoredTensor.of(List.of(1, 5), new float[5])),
        "'x' has shape [1, 5]; net Iris wants [batch, 4]");
    assertToldOf(
        iris,
        Map.of("x", x, "species", StoredTensor.of(List.of(1), new int[] {3})),
        "'species' is int<3>, but element 0 (sample 0) is 3");
    assertToldOf(
        iris,
        Map.of("x", x, "species", StoredTensor.of(List.of(1), new float[] {1})),
        "takes whole numbers (I64, I32, U8), not F32");
    assertToldOf(
        iris, Map.of("x", x, "species", StoredTensor.of(List.of(2), new int[2])), "samples");
  }

  private void assertToldOf(Path spec, Map<String, StoredTensor> inputs, String message)
      throws IOException {
    Files.writeString(out, "kept");
    assertThat(answer(spec, "--param-init", "seed=1", "-i", write("in", inputs)))
        .startsWith("exit 1")
        .contains(message);
    assertThat(out).hasContent("kept");
  }

  @Test
  void weightsThatDoNotFitAreTold() throws IOException {
    Path xor = spec(Specs.XOR);
    Path inputs = write("in", Map.of("x", StoredTensor.of(List.of(1, 2), new float[2])));
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    weights.put("dense1.W", StoredTensor.of(List.of(8, 2), new float[16]));
    weights.put("dense1.b", StoredTensor.of(List.of(8), new float[8]));
    weights.put("dense2.W", StoredTensor.of(List.of(1, 8), new float[8]));
    assertThat(answer(xor, "-w", write("w", weights), "-i", inputs))
        .startsWith("exit 1")
        .contains("parameter 'dense2.b' of net Xor is missing");
    weights.put("dense2.b", StoredTensor.of(List.of(2), new float[2]));
    assertThat(answer(xor, "-w", write("w", weights), "-i", inputs))
        .startsWith("exit 1")
        .contains("'dense2.b' has shape [2], net Xor wants [1]");
    weights.put("dense2.b", StoredTensor.of(List.of(1), new float[1]));
    weights.put("dense3.b", StoredTensor.of(List.of(1), new float[1]));
    assertThat(answer(xor, "-w", write("w", weights), "-i", inputs))
        .startsWith("exit 1")
        .contains("net Xor has no parameter 'dense3.b'");
    Path garbage = Files.writeString(folder.resolve("garbage"), "no tensors here");
    assertThat(answer(xor, "-w", garbage, "-i", inputs)).startsWith("exit 3").contains("garbage: ");
  }

  private Path spec(String text) throws IOException {
    return Files.writeString(folder.resolve("net.nn"), text);
  }

  private Path write(String name, Map<String, StoredTensor> tensors) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsWriter.write(file, tensors);
    return file;
  }

  private Map<String, StoredTensor> run(Path spec, Object... words) throws IOException {
    assertThat(answer(spec, words)).startsWith("exit 0");
    return SafetensorsReader.read(out);
  }

  private String answer(Path spec, Object... words) {
    Object[] all = new Object[words.length + 4];
    all[0] = "run";
    all[1] = spec;
    all[2] = "-o";
    all[3] = out;
    System.arraycopy(words, 0, all, 4, words.length);
    return Ran.layerc(all).all();
  }

  private static StoredTensor doubles(List<Integer> shape, double... values) {
    return StoredTensor.of(shape, values);
  }
}

package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.emit.GeneratedFile;
import dev.layerc.equation.Output;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An emitted network, compiled and loaded, called through its public methods in doubles. */
final class Emitted {
  private static final String ONLY_NEW = "Runtime.version().feature() >= 25";

  private final CompiledNet net;
  private final Supplier<Object> initialize;
  private Object instance;
  private Object gradients;

  private Emitted(CompiledNet net, Supplier<Object> initialize) {
    this.net = net;
    this.initialize = initialize;
    this.instance = initialize.get();
  }

  /** Begins again, with an optimizer that has done no step. */
  void restart() {
    instance = initialize.get();
  }

  /** Networks with different names; javac runs once for them all. */
  static List<Emitted> load(List<CompiledNet> nets) {
    List<GeneratedFile> files = nets.stream().flatMap(net -> net.files().stream()).toList();
    return instances(nets, dev.layerc.emit.CompiledNet.of(files, 11));
  }

  /** The same in vectors. */
  static List<Emitted> loadWithVectors(List<CompiledNet> nets) {
    dev.layerc.emit.CompiledNet classes = dev.layerc.emit.CompiledNet.withVectors(files(nets));
    for (CompiledNet net : nets) {
      assertThat(classes.constant(face(net) + "Vectors", "ON")).as(face(net)).isEqualTo(true);
    }
    return instances(nets, classes);
  }

  /** Networks of target simd, whether they have something in vectors or not. */
  static List<Emitted> loadAnywhere(List<CompiledNet> nets) {
    return instances(nets, dev.layerc.emit.CompiledNet.withVectors(files(nets)));
  }

  private static List<GeneratedFile> files(List<CompiledNet> nets) {
    return nets.stream().flatMap(net -> inVectors(net.files()).stream()).toList();
  }

  /** Vectors shorter than the registers are not used with old JDKs; here they are. */
  static List<GeneratedFile> inVectors(List<GeneratedFile> files) {
    return files.stream()
        .map(
            file ->
                new GeneratedFile(
                    file.className(), file.path(), file.text().replace(ONLY_NEW, "true")))
        .toList();
  }

  private static List<Emitted> instances(
      List<CompiledNet> nets, dev.layerc.emit.CompiledNet classes) {
    return nets.stream()
        .map(net -> new Emitted(net, () -> classes.call(face(net), "initialize", 1L)))
        .toList();
  }

  /** True where the class found vectors when it was loaded. */
  boolean usesVectors() {
    return instance.getClass().getClassLoader() instanceof dev.layerc.emit.CompiledNet classes
        && classes.constant(face(net) + "Vectors", "ON").equals(true);
  }

  CompiledNet net() {
    return net;
  }

  private static String face(CompiledNet net) {
    return net.files().get(0).className();
  }

  void set(Tensor tensor, double[] values) {
    on(on(instance, "parameters"), "set", tensor.name(), reals(net, values));
  }

  List<double[]> predict(List<Object> inputs, List<Output> outputs, int batch) {
    List<Object> arguments = new ArrayList<>(inputs);
    arguments.add(batch);
    List<Object> results = new ArrayList<>();
    for (Output output : outputs) {
      results.add(array(output.tensor(), net, new double[output.tensor().size() * batch]));
    }
    arguments.addAll(results);
    arguments.add(on(instance, "newPredictionWorkspace", batch));
    on(instance, "predict", arguments.toArray());
    return results.stream().map(Emitted::doubles).toList();
  }

  /** Sums gradients over the samples and gives the mean loss. */
  double gradient(List<Object> given, int batch) {
    gradients = on(instance, "newGradients");
    List<Object> arguments = new ArrayList<>(given);
    arguments.add(batch);
    arguments.add(gradients);
    arguments.add(on(instance, "newWorkspace", batch));
    return ((Number) on(instance, "gradient", arguments.toArray())).doubleValue();
  }

  /** One step of the optimizer with what {@link #gradient} summed. */
  void apply(int batch) {
    on(instance, "apply", gradients, batch);
  }

  /** One step, gradients and all. */
  void train(List<Object> given, int batch) {
    List<Object> arguments = new ArrayList<>(given);
    arguments.add(batch);
    on(instance, "train", arguments.toArray());
  }

  double[] parameter(Tensor parameter) {
    return doubles(on(on(instance, "parameters"), "get", parameter.name()));
  }

  double[] gradientOf(Tensor parameter) {
    return doubles(on(gradients, "get", parameter.name()));
  }

  double[] inputGradient(Tensor input) {
    return doubles(on(gradients, "input", input.name()));
  }

  /** Numbers in the type that the network takes them in. */
  static Object array(Tensor tensor, CompiledNet net, double[] values) {
    if (tensor.isReal()) {
      return reals(net, values);
    }
    int[] wholes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      wholes[i] = (int) values[i];
    }
    return wholes;
  }

  private static Object reals(CompiledNet net, double[] values) {
    if (net.program().precision() == Precision.DOUBLE) {
      return values.clone();
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(Object array) {
    int length = java.lang.reflect.Array.getLength(array);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = java.lang.reflect.Array.getDouble(array, i);
    }
    return values;
  }

  private static Object on(Object target, String method, Object... arguments) {
    return dev.layerc.emit.CompiledNet.on(target, method, arguments);
  }
}

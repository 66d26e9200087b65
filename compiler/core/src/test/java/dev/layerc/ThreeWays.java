package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.FiniteDifferences;
import dev.layerc.equation.Interpreter;
import dev.layerc.equation.Output;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.ProgramVerifier;
import dev.layerc.equation.RandomValues;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.schedule.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Three ways to the same numbers: the interpreter of the equations, the emitted class, and finite
 * differences.
 */
public final class ThreeWays {
  private static final double FINITE_DIFFERENCES = 1e-6;

  /** By reflection: whoever compiles against an incubating module is warned, always. */
  private static final String VECTORS = "jdk.incubator.vector.";

  private final Emitted emitted;
  private final CompiledNet net;
  private final int batch;
  private final double tolerance;
  private final Map<Tensor, double[]> given;

  private ThreeWays(Emitted emitted, int batch, long seed, double tolerance) {
    this.emitted = emitted;
    this.net = emitted.net();
    this.batch = batch;
    this.tolerance = tolerance;
    this.given = RandomValues.of(net.program(), batch, seed);
    if (net.program().precision() == Precision.FLOAT) {
      given.values().forEach(ThreeWays::roundToFloat);
    }
  }

  /** Checks every net of a text in double, by the interpreter and by finite differences. */
  public static void check(String text, int batch, long seed) {
    check(text, batch, seed, given -> {});
  }

  /** The same at chosen numbers: {@code choice} changes the random ones that it is given. */
  public static void check(
      String text, int batch, long seed, Consumer<Map<Tensor, double[]>> choice) {
    for (Emitted net : Emitted.load(compile(text, Precision.DOUBLE))) {
      ThreeWays ways = new ThreeWays(net, batch, seed, 1e-9);
      choice.accept(ways.given);
      ways.checkEmitted();
      ways.checkFiniteDifferences();
    }
  }

  /** Checks every net of a text in float, by the interpreter. */
  public static void checkInFloat(String text, int batch, long seed) {
    for (Emitted net : Emitted.load(compile(text, Precision.FLOAT))) {
      new ThreeWays(net, batch, seed, 1e-4).checkEmitted();
    }
  }

  /**
   * The same as {@link #check} in vectors, but for finite differences; batches of several sizes.
   */
  static void checkVectors(String text, List<Integer> batches, long seed) {
    checkVectors(text, Precision.DOUBLE, batches, seed, 1e-9);
  }

  static void checkVectorsInFloat(String text, List<Integer> batches, long seed) {
    checkVectors(text, Precision.FLOAT, batches, seed, 1e-4);
  }

  /** The same at chosen numbers: {@code choice} changes the random ones that it is given. */
  static void checkVectors(
      String text, int batch, long seed, Consumer<Map<Tensor, double[]>> choice) {
    for (Precision precision : Precision.values()) {
      for (Emitted net : Emitted.loadWithVectors(compileForVectors(text, precision))) {
        ThreeWays ways = new ThreeWays(net, batch, seed, 1e-6);
        choice.accept(ways.given);
        ways.checkEmitted();
      }
    }
  }

  private static void checkVectors(
      String text, Precision precision, List<Integer> batches, long seed, double tolerance) {
    for (Emitted net : Emitted.loadWithVectors(compileForVectors(text, precision))) {
      batches.forEach(batch -> new ThreeWays(net, batch, seed, tolerance).checkEmitted());
    }
  }

  /** True where target simd uses vectors. */
  static boolean hasWideVectors() {
    try {
      Object floats =
          Class.forName(VECTORS + "FloatVector").getField("SPECIES_PREFERRED").get(null);
      return (int) Class.forName(VECTORS + "VectorSpecies").getMethod("length").invoke(floats) >= 8;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("tests run with --add-modules jdk.incubator.vector", e);
    }
  }

  private static List<CompiledNet> compileForVectors(String text, Precision precision) {
    return new NetCompiler(options(precision).withTarget(Target.SIMD))
        .compile(source(text), SourceResolver.none(), new DiagnosticLog());
  }

  /** Compiles a text with gradients of everything. */
  private static List<CompiledNet> compile(String text, Precision precision) {
    return new NetCompiler(options(precision))
        .compile(source(text), SourceResolver.none(), new DiagnosticLog());
  }

  /** The equations of a text in double, with gradients of everything. */
  static List<DerivedProgram> derive(String text) {
    CompilerOptions options = options(Precision.DOUBLE);
    return elaborate(text).stream()
        .map(program -> DeriveProgram.of(options.applyTo(program), options.derived()))
        .toList();
  }

  static List<Program> elaborate(String text) {
    return NetCompiler.elaborate(source(text), SourceResolver.none(), new DiagnosticLog());
  }

  private static SourceFile source(String text) {
    return new SourceFile("test.nn", text);
  }

  private static CompilerOptions options(Precision precision) {
    return CompilerOptions.inPackage("generated")
        .withPrecision(precision)
        .withGradients(CompilerOptions.Gradients.OF_EVERYTHING);
  }

  private static void roundToFloat(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
  }

  private void checkFiniteDifferences() {
    DerivedProgram derived = net.derived();
    ProgramVerifier.verify(derived);
    Interpreter.Settings settings = Interpreter.Settings.training(batch, 1, 1);
    assertThat(
            new FiniteDifferences(derived, given, settings, 7).disagreements(2, FINITE_DIFFERENCES))
        .isEmpty();
  }

  private void checkEmitted() {
    Program program = net.program();
    program.parameters().forEach(p -> emitted.set(p.tensor(), given.get(p.tensor())));
    program.states().forEach(s -> emitted.set(s.tensor(), given.get(s.tensor())));
    checkPrediction(program);
    if (net.loops().backward().isPresent()) {
      checkTraining(program);
    }
  }

  private void checkPrediction(Program program) {
    checkPrediction(program, given, batch);
    for (int sample = 0; sample < batch; sample++) {
      checkPrediction(program, alone(sample), 1);
    }
  }

  /** What one sample is given. */
  private Map<Tensor, double[]> alone(int sample) {
    Map<Tensor, double[]> alone = new LinkedHashMap<>(given);
    alone.replaceAll(
        (tensor, values) -> {
          int size = values.length / batch;
          return tensor.perSample()
              ? Arrays.copyOfRange(values, sample * size, (sample + 1) * size)
              : values;
        });
    return alone;
  }

  private void checkPrediction(Program program, Map<Tensor, double[]> numbers, int samples) {
    Map<Tensor, double[]> values = new LinkedHashMap<>(numbers);
    Interpreter.run(net.derived().inference(), values, Interpreter.Settings.prediction(samples));
    List<Object> inputs =
        program.inputs().stream()
            .map(tensor -> Emitted.array(tensor, net, numbers.get(tensor)))
            .toList();
    List<double[]> outputs = emitted.predict(inputs, program.outputs(), samples);
    for (int i = 0; i < outputs.size(); i++) {
      Output output = program.outputs().get(i);
      double[] expected = perSample(output.tensor(), values.get(output.tensor()), samples);
      same("output " + output.name() + " of " + samples, outputs.get(i), expected);
    }
  }

  /** A result that is the same for all samples is emitted once for each. */
  private static double[] perSample(Tensor tensor, double[] values, int samples) {
    if (tensor.perSample()) {
      return values;
    }
    double[] repeated = new double[values.length * samples];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = values[i % values.length];
    }
    return repeated;
  }

  private void checkTraining(Program program) {
    Map<Tensor, double[]> values = new LinkedHashMap<>(given);
    Interpreter.Settings settings = Interpreter.Settings.training(batch, 1, 1);
    Interpreter.run(net.derived().forward(), values, settings);
    Interpreter.run(net.derived().backward(), values, settings);
    List<Tensor> handed = new ArrayList<>(program.inputs());
    handed.addAll(program.targets());
    double loss = emitted.gradient(arrays(handed), batch);
    same("loss", new double[] {loss}, new double[] {mean(values.get(program.objective().get()))});
    net.derived()
        .gradients()
        .forEach(
            (tensor, adjoint) -> {
              double[] got =
                  tensor.role() == Role.PARAMETER
                      ? emitted.gradientOf(tensor)
                      : emitted.inputGradient(tensor);
              same("gradient of " + tensor, got, values.get(adjoint));
            });
  }

  private List<Object> arrays(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> Emitted.array(tensor, net, given.get(tensor))).toList();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Equal up to the tolerance, relative to the largest number of the tensor (or to 1). */
  private void same(String what, double[] got, double[] expected) {
    assertThat(got.length).as(what).isEqualTo(expected.length);
    double scale = 1;
    for (double value : expected) {
      scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
    }
    for (int i = 0; i < got.length; i++) {
      boolean equal =
          Math.abs(got[i] - expected[i]) <= tolerance * scale
              || Double.compare(got[i], expected[i]) == 0;
      assertThat(equal)
          .as("%s[%d] of %s: %s, by the interpreter %s", what, i, net.name(), got[i], expected[i])
          .isTrue();
    }
  }
}

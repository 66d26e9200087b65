package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.Release;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.RandomValues;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.schedule.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One network in both targets, and in double. */
final class ErrorsOfTargets {
  /**
   * Draws of numbers. One alone may put a value at a kink of relu, max or abs, where a rounding
   * decides a whole gradient in either target, or be kind to the few numbers of a small tensor in
   * one of them; a fault of the code shows in every draw.
   */
  private static final int DRAWS = 3;

  private static final double LARGEST_RATIO = 2;

  private final Emitted exact;
  private final Emitted plain;
  private final Emitted simd;
  private final String text;

  private ErrorsOfTargets(Emitted exact, Emitted plain, Emitted simd, String text) {
    this.exact = exact;
    this.plain = plain;
    this.simd = simd;
    this.text = text;
  }

  private boolean usesVectors() {
    return hasVectors() && simd.usesVectors();
  }

  /** Every net of some files whose training takes no more multiply-adds a sample than given. */
  static List<ErrorsOfTargets> compile(List<String> texts, long mostWork) {
    List<CompiledNet> all = new ArrayList<>();
    List<String> origins = new ArrayList<>();
    for (String text : texts) {
      String name = "net" + texts.indexOf(text);
      List<CompiledNet> simd = compile(text, name + "simd", Precision.FLOAT, Target.SIMD);
      if (simd.stream().allMatch(net -> work(net.loops()) > mostWork)) {
        continue;
      }
      List<CompiledNet> exact = compile(text, name + "exact", Precision.DOUBLE, Target.PLAIN);
      List<CompiledNet> plain = compile(text, name + "plain", Precision.FLOAT, Target.PLAIN);
      for (int i = 0; i < exact.size(); i++) {
        if (work(simd.get(i).loops()) <= mostWork) {
          all.addAll(List.of(exact.get(i), plain.get(i), simd.get(i)));
          origins.add(text);
        }
      }
    }
    List<Emitted> loaded = all.isEmpty() ? List.of() : Emitted.loadAnywhere(all);
    List<ErrorsOfTargets> nets = new ArrayList<>();
    for (int i = 0; i < origins.size(); i++) {
      nets.add(
          new ErrorsOfTargets(
              loaded.get(3 * i), loaded.get(3 * i + 1), loaded.get(3 * i + 2), origins.get(i)));
    }
    return nets;
  }

  private static List<CompiledNet> compile(
      String text, String packageName, Precision precision, Target target) {
    CompilerOptions options =
        CompilerOptions.inPackage(packageName)
            .withRelease(Release.JAVA_17)
            .withPrecision(precision)
            .withTarget(target)
            .withGradients(CompilerOptions.Gradients.OF_EVERYTHING);
    return new NetCompiler(options)
        .compile(new SourceFile("test.nn", text), SourceResolver.none(), new DiagnosticLog());
  }

  /** Checks the errors of one draw of numbers, or where these are at a kink, of another. */
  void check(int batch, RatioTally tally) {
    tally.addNetwork(usesVectors());
    List<String> faults = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      Optional<String> fault = fault(batch, draw, tally);
      if (fault.isEmpty()) {
        return;
      }
      faults.add(fault.get());
      tally.addFurtherDraw();
    }
    assertThat(faults).as("batch %d of %s", batch, text).isEmpty();
  }

  private static long work(LoopProgram loops) {
    return Stream.of(loops.forward(), loops.backward())
        .flatMap(Optional::stream)
        .mapToLong(Routine::multiplyAdds)
        .sum();
  }

  private boolean hasVectors() {
    LoopProgram loops = simd.net().loops();
    return Stream.of(Optional.of(loops.predict()), loops.forward(), loops.backward())
        .flatMap(Optional::stream)
        .map(Routine::methods)
        .flatMap(List::stream)
        .anyMatch(Method::isVector);
  }

  private Optional<String> fault(int batch, long seed, RatioTally tally) {
    Map<Tensor, double[]> given = RandomValues.of(exact.net().program(), batch, seed);
    given.forEach(ErrorsOfTargets::scale);
    Map<String, double[]> reference = run(exact, given, batch);
    Map<String, double[]> one = run(plain, given, batch);
    Map<String, double[]> other = run(simd, given, batch);
    List<String> faults = new ArrayList<>();
    reference.forEach(
        (name, values) -> {
          RoundingErrors errors = RoundingErrors.of(values, one.get(name), other.get(name));
          tally.add(errors);
          if (!(errors.ratio() <= LARGEST_RATIO)) {
            faults.add(exact.net().name() + " " + name + " " + errors);
          }
        });
    return faults.isEmpty() ? Optional.empty() : Optional.of(faults.toString());
  }

  /** Numbers that floats hold; weights such that sums of them do not grow from layer to layer. */
  private static void scale(Tensor tensor, double[] values) {
    List<Integer> shape = tensor.shape();
    boolean isWeight = tensor.role() == Role.PARAMETER && shape.size() > 1;
    double by = isWeight ? Math.sqrt((double) shape.get(0) / tensor.size()) : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * by);
    }
  }

  private static Map<String, double[]> run(Emitted net, Map<Tensor, double[]> given, int batch) {
    Program program = net.net().program();
    Map<String, double[]> results = new LinkedHashMap<>();
    program.parameters().forEach(p -> net.set(p.tensor(), given.get(p.tensor())));
    program.states().forEach(s -> net.set(s.tensor(), given.get(s.tensor())));
    List<double[]> outputs =
        net.predict(arrays(net, program.inputs(), given), program.outputs(), batch);
    for (int i = 0; i < outputs.size(); i++) {
      results.put("output " + program.outputs().get(i).name(), outputs.get(i));
    }
    if (net.net().loops().backward().isPresent()) {
      List<Tensor> handed = new ArrayList<>(program.inputs());
      handed.addAll(program.targets());
      results.put("loss", new double[] {net.gradient(arrays(net, handed, given), batch)});
      net.net()
          .derived()
          .gradients()
          .keySet()
          .forEach(tensor -> results.put("gradient of " + tensor, gradient(net, tensor)));
    }
    return results;
  }

  private static double[] gradient(Emitted net, Tensor tensor) {
    return tensor.role() == Role.PARAMETER ? net.gradientOf(tensor) : net.inputGradient(tensor);
  }

  private static List<Object> arrays(
      Emitted net, List<Tensor> tensors, Map<Tensor, double[]> given) {
    return tensors.stream().map(t -> Emitted.array(t, net.net(), given.get(t))).toList();
  }
}

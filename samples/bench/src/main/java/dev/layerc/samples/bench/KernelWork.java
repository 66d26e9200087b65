package dev.layerc.samples.bench;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.loop.Decision;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The multiply-adds of each kernel of a net, for one sample, as the compiler reports them. */
final class KernelWork {
  private static final List<String> SPECS = List.of("lenet", "lstm", "mlp", "odd", "scale", "tiny");

  private final Map<String, Long> multiplyAdds = new HashMap<>();

  private KernelWork(LoopProgram program) {
    add("predict", Optional.of(program.predict()));
    add("evaluate", program.evaluate());
    add("forward", program.forward());
    add("backward", program.backward());
    add("step", program.stepRoutine());
  }

  static KernelWork of(BenchNet net, Target target) throws IOException {
    for (String spec : SPECS) {
      for (CompiledNet compiled : compile(spec + ".nn", target)) {
        if (compiled.name().equals(net.className())) {
          return new KernelWork(compiled.loops());
        }
      }
    }
    throw new IllegalArgumentException("no spec has a net " + net.className());
  }

  private static List<CompiledNet> compile(String name, Target target) throws IOException {
    try (InputStream in = KernelWork.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      CompilerOptions options =
          CompilerOptions.inPackage("")
              .withTarget(dev.layerc.schedule.Target.valueOf(target.name()));
      return new NetCompiler(options)
          .compile(new SourceFile(name, text), SourceResolver.none(), new DiagnosticLog());
    }
  }

  private void add(String pass, Optional<Routine> routine) {
    for (Decision decision : routine.map(Routine::decisions).orElse(List.of())) {
      multiplyAdds.merge(pass + "," + decision.method(), decision.multiplyAdds(), Long::sum);
    }
  }

  /**
   * Of {@code pass,method}; where passes differ in a method, one of them has a name that ends so.
   */
  long multiplyAdds(String kernel) {
    String plain = kernel.endsWith("_") ? kernel.substring(0, kernel.length() - 1) : kernel;
    return multiplyAdds.getOrDefault(kernel, multiplyAdds.getOrDefault(plain, 0L));
  }
}

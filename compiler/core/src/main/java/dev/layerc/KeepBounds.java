package dev.layerc;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Program;
import dev.layerc.equation.Step;
import dev.layerc.loop.BytecodeSize;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import java.util.stream.Stream;

/**
 * Tells where generated code would pass a bound of the JVM: a method that HotSpot would never
 * compile is a warning; what no class file can hold is an error.
 */
final class KeepBounds {
  /** The JVM's limit is 255 slots; a method also takes a count, a seed and the places of a tile. */
  private static final int MOST_ARGUMENTS = 245;

  /** Per method: its name, its type, and two entries for whoever calls it. */
  private static final int CONSTANTS_OF_METHOD = 5;

  /** Per tensor: a name, a field, its type, an owner, and whoever reads it. */
  private static final int CONSTANTS_OF_TENSOR = 8;

  private static final int MOST_CONSTANTS = 60_000;

  private final LoopProgram program;
  private final DiagnosticLog log;

  private KeepBounds(LoopProgram program, DiagnosticLog log) {
    this.program = program;
    this.log = log;
  }

  static void check(LoopProgram program, DiagnosticLog log) {
    KeepBounds bounds = new KeepBounds(program, log);
    program.routines().forEach(routine -> routine.methods().forEach(bounds::check));
    bounds.checkConstants();
  }

  private void check(Method method) {
    int size = BytecodeSize.of(method);
    if (size > BytecodeSize.LARGEST_COMPILED) {
      log.report(Message.METHOD_TOO_LONG, place(method), method.name(), size);
    }
    int arguments = method.arguments().size();
    if (arguments > MOST_ARGUMENTS) {
      log.report(Message.TOO_MANY_TENSORS_READ, place(method), method.name(), arguments);
    }
  }

  private void checkConstants() {
    long methods = program.routines().stream().mapToLong(routine -> routine.methods().size()).sum();
    long constants =
        CONSTANTS_OF_METHOD * methods + CONSTANTS_OF_TENSOR * (long) program.buffers().size();
    if (constants > MOST_CONSTANTS) {
      log.report(Message.NET_TOO_LARGE, anywhere(), program.source().name(), constants);
    }
  }

  /** The use of the layer that the method was made for: its summary ends with that place. */
  private Span place(Method method) {
    String summary = String.join("\n", method.summary());
    return equations()
        .map(equation -> equation.origin().use())
        .filter(use -> summary.contains("(" + use.fileAndLine() + ")"))
        .findFirst()
        .orElseGet(this::anywhere);
  }

  private Span anywhere() {
    return equations().findFirst().orElseThrow().origin().use();
  }

  private Stream<Equation> equations() {
    Program source = program.source();
    return source.steps().stream().map(Step::equations).flatMap(list -> list.stream());
  }
}

package dev.layerc.emit;

import dev.layerc.loop.Decision;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a network costs, and what was decided for each of its equations, as text. */
public final class CostReport {
  private final LoopProgram program;
  private final List<String> lines = new ArrayList<>();

  private CostReport(LoopProgram program) {
    this.program = program;
  }

  /** Lines of text, without an indent. */
  public static List<String> of(LoopProgram program) {
    CostReport report = new CostReport(program);
    report.write();
    return report.lines;
  }

  private void write() {
    Signature signature = new Signature(program);
    lines.add("net " + program.source().name());
    new Summary(program, signature, new Fields(program, signature))
        .counts()
        .forEach(line -> lines.add("  " + line));
    routine("predict", Optional.of(program.predict()));
    routine("predict one sample", program.predictOne());
    routine("evaluate", program.evaluate());
    routine("forward", program.forward());
    routine("backward", program.backward());
    routine("step", program.stepRoutine());
    routine("advance", program.advance());
  }

  private static String work(Decision decision) {
    long work = decision.multiplyAdds();
    return work == 0 ? "" : ", " + work + " multiply-adds a sample";
  }

  private void routine(String name, Optional<Routine> routine) {
    if (routine.isEmpty() || routine.get().decisions().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(name);
    for (Decision decision : routine.get().decisions()) {
      lines.add("  " + decision.method() + ": " + decision.strategy() + work(decision));
      decision.equations().forEach(equation -> lines.add("    " + equation));
    }
  }
}

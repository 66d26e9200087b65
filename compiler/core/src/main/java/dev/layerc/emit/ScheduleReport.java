package dev.layerc.emit;

import dev.layerc.loop.Candidate;
import dev.layerc.loop.Choice;
import dev.layerc.loop.Decision;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import dev.layerc.loop.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why each equation of a network is computed as it is, as text. */
public final class ScheduleReport {
  private final List<String> lines = new ArrayList<>();

  private ScheduleReport() {}

  /** Lines of text, without an indent: a block for each equation of each routine. */
  public static List<String> of(LoopProgram program) {
    ScheduleReport report = new ScheduleReport();
    report.lines.add("schedule of net " + program.source().name());
    report.lines.add("  + taken, - not; times are those of the cost model, which ranks the ways");
    report.routine("predict", Optional.of(program.predict()));
    report.routine("evaluate", program.evaluate());
    report.routine("forward", program.forward());
    report.routine("backward", program.backward());
    report.routine("advance", program.advance());
    program.update().ifPresent(report::apply);
    return report.lines;
  }

  private void routine(String name, Optional<Routine> routine) {
    for (Decision decision : routine.map(Routine::decisions).orElse(List.of())) {
      decision.choices().forEach(choice -> block(name + ", in " + decision.method(), choice));
    }
  }

  private void block(String where, Choice choice) {
    lines.add("");
    lines.add(where + ": " + choice.equation());
    choice.facts().forEach(fact -> lines.add("  " + fact));
    for (Candidate candidate : choice.candidates()) {
      String mark = candidate.isChosen() ? "  + " : "  - ";
      lines.add(mark + candidate.way() + ": " + candidate.reason());
    }
  }

  private void apply(UpdateRule update) {
    lines.add("");
    lines.add("apply: " + update.optimizer());
    lines.add("  reads a number and its gradient, and " + update.moments().size() + " moments");
    lines.add("  + one loop over the numbers of each array: its rule has one number at a time");
  }
}

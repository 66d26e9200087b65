package dev.layerc.loop;

import java.util.List;
import java.util.stream.Collectors;

/** Scheduled code as stable text, for people and for tests; not Java. */
public final class LoopPrinter {
  private final StringBuilder out = new StringBuilder();

  private LoopPrinter() {}

  public static String print(LoopProgram program) {
    LoopPrinter printer = new LoopPrinter();
    printer.line(0, "net " + program.source().name());
    program.buffers().forEach(printer::buffer);
    printer.routine("predict", program.predict());
    program.evaluate().ifPresent(routine -> printer.routine("evaluate", routine));
    program.forward().ifPresent(routine -> printer.routine("forward", routine));
    program.predictOne().ifPresent(routine -> printer.routine("predict one", routine));
    program.backward().ifPresent(routine -> printer.routine("backward", routine));
    program.stepRoutine().ifPresent(routine -> printer.routine("step", routine));
    program.advance().ifPresent(routine -> printer.routine("advance", routine));
    program.update().ifPresent(printer::update);
    return printer.out.toString();
  }

  public static String print(Method method) {
    LoopPrinter printer = new LoopPrinter();
    printer.method(method);
    return printer.out.toString();
  }

  private void buffer(Buffer buffer) {
    String shape = buffer.rows() + " x " + buffer.columns();
    String perSample = buffer.tensor().perSample() ? " a sample" : "";
    line(
        1,
        ValueText.of(new Value.BufferOf(buffer))
            + " "
            + buffer.type()
            + " "
            + shape
            + perSample
            + " order "
            + buffer.layout().order());
  }

  private void routine(String name, Routine routine) {
    line(0, name);
    body(1, routine.calls());
    routine.methods().forEach(this::method);
  }

  private void update(UpdateRule rule) {
    line(0, "update " + rule.optimizer());
    body(1, rule.factors());
    method(rule.update());
  }

  private void method(Method method) {
    method.summary().forEach(text -> line(0, "// " + text));
    String arguments =
        method.arguments().stream()
            .map(argument -> argument.type() + " " + argument.name())
            .collect(Collectors.joining(", "));
    line(0, "method " + method.name() + "(" + arguments + ")");
    body(1, method.body());
  }

  private void body(int depth, List<? extends Statement> statements) {
    statements.forEach(statement -> statement(depth, statement));
  }

  private void statement(int depth, Statement statement) {
    if (statement instanceof Statement.Loop s) {
      String step = s.step() == 1 ? "" : s.step() < 0 ? " down" : " step " + s.step();
      String range = ValueText.of(s.from()) + " .. " + ValueText.of(s.to()) + step;
      line(depth, "for " + s.variable() + " in " + range);
      body(depth + 1, s.body());
    } else if (statement instanceof Statement.Branch s) {
      line(depth, "if " + ValueText.of(s.condition()));
      body(depth + 1, s.whenTrue());
      if (!s.whenFalse().isEmpty()) {
        line(depth, "else");
        body(depth + 1, s.whenFalse());
      }
    } else {
      line(depth, simple(statement));
    }
  }

  private static String simple(Statement statement) {
    if (statement instanceof Statement.Declare s) {
      return s.type() + " " + s.name() + " = " + ValueText.of(s.value());
    }
    if (statement instanceof Statement.Assign s) {
      return s.name() + " = " + ValueText.of(s.value());
    }
    if (statement instanceof Statement.Store s) {
      String place = ValueText.of(new Value.Element(s.array(), s.index()));
      return place + (s.add() ? " += " : " = ") + ValueText.of(s.value());
    }
    if (statement instanceof Statement.StoreLanes s) {
      return ValueText.of(new Value.Element(s.array(), s.index()))
          + " = "
          + ValueText.of(s.lanes());
    }
    if (statement instanceof Statement.Invoke s) {
      return s.method() + "(" + ValueText.list(s.arguments()) + ")";
    }
    if (statement instanceof Statement.Fill s) {
      return "fill " + ValueText.list(List.of(s.array(), s.from(), s.to(), s.value()));
    }
    if (statement instanceof Statement.Copy s) {
      return "copy "
          + ValueText.list(List.of(s.from(), s.fromIndex(), s.to(), s.toIndex(), s.length()));
    }
    if (statement instanceof Statement.MapRow s) {
      return s.function() + " of row " + ValueText.list(s.arguments());
    }
    return "// " + ((Statement.Comment) statement).text();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}

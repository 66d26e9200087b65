package dev.layerc.emit;

import dev.layerc.loop.BytecodeSize;
import dev.layerc.loop.Decision;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the scheduler decided for a pass, as the Javadoc of its class tells it. */
final class Decisions {
  private final Routine routine;
  private final MethodNames names;
  private final Map<String, Method> methods;

  Decisions(Routine routine, MethodNames names) {
    this.routine = routine;
    this.names = names;
    this.methods =
        routine.methods().stream()
            .collect(Collectors.toMap(Method::name, Function.identity(), (a, b) -> a));
  }

  /** A line for each method that equations have got: {@code relu1: rows along o, 321 bytes}. */
  List<String> lines() {
    return routine.decisions().stream()
        .filter(decision -> methods.containsKey(decision.method()))
        .map(this::line)
        .toList();
  }

  private String line(Decision decision) {
    int bytes = BytecodeSize.of(methods.get(decision.method()));
    return names.name(decision.method()) + ": " + decision.strategy() + ", " + bytes + " bytes";
  }
}

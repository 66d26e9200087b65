package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One unit of a routine as a method. */
final class LowerUnit {
  private LowerUnit() {}

  static ScheduledMethod of(RoutinePlan.Unit unit, String name, Storage storage) {
    List<String> summary = summary(unit.equations());
    if (unit instanceof RoutinePlan.Straight straight) {
      return StraightLine.method(straight, name, storage, summary);
    }
    if (unit instanceof RoutinePlan.StraightStep step) {
      return StraightLine.method(step, name, storage, summary);
    }
    RoutinePlan.Nest nest = (RoutinePlan.Nest) unit;
    MethodDraft method = new MethodDraft(storage);
    if (nest.group().recurrence().isPresent()) {
      TimeLoop loop = new TimeLoop(nest, name, method);
      List<Statement> body = loop.statements();
      return method.finish(name, body, summary).withTiles(loop.tiles());
    }
    Optional<Tile> tile = nest.tile();
    if (tile.isPresent()) {
      TiledCode code = TiledCode.of(tile.get(), nest.group(), name, method);
      List<Statement> body = code.statements(Scope.EMPTY);
      return method.finish(name, body, summary).withTiles(code.tiles());
    }
    return method.finish(name, new LoopNest(method).of(nest.group()), summary);
  }

  /** The equations with the places in the spec that they come from. */
  private static List<String> summary(List<Equation> equations) {
    List<String> lines = new ArrayList<>();
    for (Equation equation : equations) {
      if (Endings.isResult(equation.target()) || UpdateEquations.isBetween(equation.target())) {
        continue;
      }
      if (equation.target().role() == Role.PARAMETER) {
        lines.add(equation.target().name() + " moves   by a step of the optimizer");
        continue;
      }
      lines.add(text(equation));
    }
    return lines;
  }

  /** An equation with the place in the spec that it comes from. */
  static String text(Equation equation) {
    return EquationPrinter.fullNames().print(equation) + place(equation);
  }

  private static String place(Equation equation) {
    Origin origin = equation.origin();
    String of = origin.purpose() == Origin.Purpose.GRADIENT ? "gradient of " : "";
    String stage = origin.stage().isEmpty() ? "the net" : origin.stage();
    return "   " + of + stage + " (" + origin.use().fileAndLine() + ")";
  }
}

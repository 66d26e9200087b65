package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.List;

/** The statements that evaluate equations at one point, or at several points together. */
final class PointCode {
  private final MethodDraft method;
  private final LowerReductions reductions;

  PointCode(MethodDraft method, LowerReductions reductions) {
    this.method = method;
    this.reductions = reductions;
  }

  List<Statement> of(List<Equation> equations, List<Scope> points) {
    List<Statement> out = new ArrayList<>();
    List<Scope> known = points;
    for (int i = 0; i < equations.size(); i++) {
      boolean readLater = isRead(equations.get(i).target(), equations, i + 1);
      known = evaluate(equations.get(i), readLater, known, out);
    }
    return out;
  }

  private static boolean isRead(Tensor tensor, List<Equation> equations, int from) {
    return equations.subList(from, equations.size()).stream()
        .anyMatch(equation -> ExprQueries.tensors(equation).contains(tensor));
  }

  private List<Scope> evaluate(
      Equation equation, boolean readLater, List<Scope> points, List<Statement> out) {
    List<Scope> ready = reductions.reduceAll(equation.value(), points, out);
    List<Scope> known = new ArrayList<>();
    for (Scope point : ready) {
      known.add(evaluateAt(equation, readLater, point, out));
    }
    return known;
  }

  private Scope evaluateAt(Equation equation, boolean readLater, Scope point, List<Statement> out) {
    Tensor target = equation.target();
    LowerExpression lower = new LowerExpression(method, point);
    Value value = target.isReal() ? lower.real(equation.value()) : lower.whole(equation.value());
    Scope known = point;
    if (readLater) {
      value = declare(target, value, out);
      known = point.withElement(target, value);
    }
    if (method.storage().find(target).isPresent()) {
      store(equation, value, lower, out);
    }
    return known;
  }

  private Value declare(Tensor target, Value value, List<Statement> out) {
    if (Reals.isTrivial(value)) {
      return value;
    }
    Type type = target.isReal() ? Type.REAL : Type.INT;
    return method.declare(shortName(target) + "Here", type, value, out);
  }

  static String shortName(Tensor tensor) {
    return tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
  }

  private void store(Equation equation, Value value, LowerExpression lower, List<Statement> out) {
    List<Value> at = equation.at().stream().map(lower::whole).toList();
    Value.Element element = method.element(equation.target(), at);
    Statement store =
        new Statement.Store(element.array(), element.index(), value, equation.accumulate());
    Value condition = equation.where().map(lower::condition).orElse(Truths.TRUE);
    if (!equation.isGather()) {
      condition = Truths.and(condition, LowerRead.inside(equation.target(), equation.at(), at));
    }
    if (condition.equals(Truths.TRUE)) {
      out.add(store);
    } else if (!condition.equals(Truths.FALSE)) {
      out.add(new Statement.Branch(condition, List.of(store), List.of()));
    }
  }
}

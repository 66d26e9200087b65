package dev.layerc.elaborate;

import dev.layerc.spec.Argument;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Stage;
import dev.layerc.spec.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Numbers the uses of each layer in one body in the order of the text ({@code dense1}, {@code
 * dense2}), whatever order they are elaborated in; a repeated stage takes several numbers.
 */
final class StageNumbers {
  private final IdentityHashMap<Object, Integer> first = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private final Predicate<String> isLayer;
  private final ToIntFunction<Stage> repeats;

  StageNumbers(List<Statement> body, Predicate<String> isLayer, ToIntFunction<Stage> repeats) {
    this.isLayer = isLayer;
    this.repeats = repeats;
    for (Statement statement : body) {
      if (statement instanceof Statement.Shared shared) {
        taken.add(shared.name().text());
      }
    }
    body.forEach(statement -> StatementParts.values(statement).forEach(this::visit));
  }

  /** The number of a stage or call; of a repeated stage, of its first. */
  int of(Object stageOrCall) {
    return first.getOrDefault(stageOrCall, 1);
  }

  /** A further number for something that is not written as a stage: the sum before a stage. */
  int another(String name) {
    return take(name, 1);
  }

  /** The first of {@code count} numbers in a row; a shared layer may be called {@code dense1}. */
  private int take(String name, int count) {
    int number = counts.getOrDefault(name, 0) + 1;
    for (int i = 0; i < count; i++) {
      if (taken.contains(name + (number + i))) {
        number += i + 1;
        i = -1;
      }
    }
    counts.put(name, number + count - 1);
    return number;
  }

  private void visit(Expression e) {
    if (e instanceof Expression.Call call) {
      if (isLayer.test(call.callee().text())) {
        first.put(call, take(call.callee().text(), 1));
      }
      call.arguments().forEach(argument -> visit(argument.value()));
    } else if (e instanceof Expression.Pipeline pipeline) {
      visit(pipeline.source());
      pipeline.stages().forEach(this::stage);
    } else if (e instanceof Expression.Unary unary) {
      visit(unary.operand());
    } else if (e instanceof Expression.Binary binary) {
      visit(binary.left());
      visit(binary.right());
    } else if (e instanceof Expression.Conditional conditional) {
      visit(conditional.condition());
      visit(conditional.whenTrue());
      visit(conditional.whenFalse());
    } else if (e instanceof Expression.Reduction reduction) {
      visit(reduction.body());
    } else if (e instanceof Expression.Read read) {
      for (Axis axis : read.axes()) {
        if (axis instanceof Axis.Of of) {
          visit(of.expression());
        }
      }
    }
  }

  private void stage(Stage stage) {
    first.put(stage, take(stage.layer().text(), repeats.applyAsInt(stage)));
    for (Argument argument : stage.arguments().orElse(List.of())) {
      visit(argument.value());
    }
  }
}

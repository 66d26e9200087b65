package dev.layerc.elaborate;

import dev.layerc.spec.Axis;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import dev.layerc.spec.ScalarType;
import dev.layerc.spec.Statement;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement names, and what it reads. */
final class StatementParts {
  private StatementParts() {}

  /** The names that the statement gives a meaning. */
  static List<Name> defines(Statement statement) {
    if (statement instanceof Statement.Input input) {
      return input.tensors().stream().map(TensorDeclaration::name).toList();
    }
    if (statement instanceof Statement.Target target) {
      return target.tensors().stream().map(TensorDeclaration::name).toList();
    }
    if (statement instanceof Statement.Constant constant) {
      return List.of(constant.name());
    }
    if (statement instanceof Statement.Parameter parameter) {
      return List.of(parameter.tensor().name());
    }
    if (statement instanceof Statement.State state) {
      return List.of(state.tensor().name());
    }
    if (statement instanceof Statement.Shared shared) {
      return List.of(shared.name());
    }
    if (statement instanceof Statement.Definition definition) {
      return List.of(definition.name());
    }
    return statement instanceof Statement.Output output && output.value().isPresent()
        ? List.of(output.name())
        : List.of();
  }

  /** Its expressions, those of shapes left out. */
  static List<Expression> values(Statement statement) {
    if (statement instanceof Statement.Constant constant) {
      return List.of(constant.value());
    }
    if (statement instanceof Statement.Parameter parameter) {
      return List.of(parameter.initial());
    }
    if (statement instanceof Statement.State state) {
      return List.of(state.initial());
    }
    if (statement instanceof Statement.Next next) {
      return List.of(next.value());
    }
    if (statement instanceof Statement.Definition definition) {
      return List.of(definition.value());
    }
    if (statement instanceof Statement.Output output) {
      return output.value().map(List::of).orElse(List.of());
    }
    if (statement instanceof Statement.Loss loss) {
      return List.of(loss.value());
    }
    return statement instanceof Statement.Metric metric ? List.of(metric.value()) : List.of();
  }

  /** All names that must have their meaning before the statement can be elaborated. */
  static Set<String> mentions(Statement statement) {
    Set<String> names = new LinkedHashSet<>();
    values(statement).forEach(value -> names.addAll(Mentions.of(value)));
    values(statement).forEach(value -> names.addAll(Mentions.callees(value)));
    shapes(statement).forEach(shape -> names.addAll(Mentions.of(shape)));
    if (statement instanceof Statement.Shared shared) {
      shared
          .stage()
          .arguments()
          .ifPresent(list -> list.forEach(a -> names.addAll(Mentions.of(a.value()))));
    }
    return names;
  }

  private static List<Expression> shapes(Statement statement) {
    List<TensorDeclaration> tensors = new ArrayList<>();
    if (statement instanceof Statement.Input input) {
      tensors.addAll(input.tensors());
    } else if (statement instanceof Statement.Target target) {
      tensors.addAll(target.tensors());
    } else if (statement instanceof Statement.Parameter parameter) {
      tensors.add(parameter.tensor());
    } else if (statement instanceof Statement.State state) {
      tensors.add(state.tensor());
    }
    List<Expression> shapes = new ArrayList<>();
    for (TensorDeclaration tensor : tensors) {
      tensor.axes().forEach(axis -> expression(axis).ifPresent(shapes::add));
      if (tensor.type().orElse(null) instanceof ScalarType.Int whole) {
        shapes.add(whole.limit());
      }
    }
    return shapes;
  }

  private static Optional<Expression> expression(Axis axis) {
    return axis instanceof Axis.Of of ? Optional.of(of.expression()) : Optional.empty();
  }
}

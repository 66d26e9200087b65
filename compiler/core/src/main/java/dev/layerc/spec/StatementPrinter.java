package dev.layerc.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link Statement} → text, on one line. */
final class StatementPrinter {
  private StatementPrinter() {}

  static String print(Statement statement) {
    if (statement instanceof Statement.Input input) {
      return "input " + tensors(input.tensors());
    }
    if (statement instanceof Statement.Target target) {
      return "target " + tensors(target.tensors());
    }
    if (statement instanceof Statement.Constant constant) {
      return "const " + constant.name() + plain(constant.value());
    }
    if (statement instanceof Statement.Parameter parameter) {
      return "param " + tensor(parameter.tensor()) + plain(parameter.initial());
    }
    if (statement instanceof Statement.State state) {
      return "state " + tensor(state.tensor()) + plain(state.initial());
    }
    if (statement instanceof Statement.Shared shared) {
      return "shared " + shared.name() + " = " + ExpressionPrinter.stage(shared.stage());
    }
    if (statement instanceof Statement.Next next) {
      return "next " + next.name() + axes(next.axes()) + plain(next.value());
    }
    if (statement instanceof Statement.Definition definition) {
      return definition.name() + axes(definition.axes()) + value(definition.value());
    }
    return printOfNet(statement);
  }

  /** The statements that only nets have. */
  private static String printOfNet(Statement statement) {
    if (statement instanceof Statement.Output output) {
      return "output " + output.name() + output.value().map(StatementPrinter::value).orElse("");
    }
    if (statement instanceof Statement.Loss loss) {
      return "loss " + ExpressionPrinter.print(loss.value());
    }
    if (statement instanceof Statement.Metric metric) {
      return "metric " + ExpressionPrinter.print(metric.value());
    }
    if (statement instanceof Statement.Gradient gradient) {
      return "gradient " + SpecPrinter.joined(gradient.inputs());
    }
    if (statement instanceof Statement.Train train) {
      return "train " + train.optimizer() + arguments(train) + options(train);
    }
    throw new IllegalStateException(statement.toString());
  }

  private static String arguments(Statement.Train train) {
    return train.arguments().isEmpty() ? "" : ExpressionPrinter.arguments(train.arguments());
  }

  private static String options(Statement.Train train) {
    return train.options().stream()
        .map(option -> ", " + option.name().orElseThrow() + plain(option.value()))
        .collect(Collectors.joining());
  }

  /** A value that is no pipeline, or one in brackets. */
  private static String plain(Expression value) {
    return " = " + ExpressionPrinter.inner(value);
  }

  private static String value(Expression value) {
    return " = " + ExpressionPrinter.print(value);
  }

  private static String axes(Optional<List<Axis>> axes) {
    return axes.map(ExpressionPrinter::axes).orElse("");
  }

  static String tensors(List<TensorDeclaration> tensors) {
    return tensors.stream().map(StatementPrinter::tensor).collect(Collectors.joining(", "));
  }

  private static String tensor(TensorDeclaration tensor) {
    return tensor.type().map(type -> type(type) + " ").orElse("")
        + tensor.name()
        + (tensor.axes().isEmpty() ? "" : ExpressionPrinter.axes(tensor.axes()));
  }

  static String type(ScalarType type) {
    if (type instanceof ScalarType.Int whole) {
      return "int<" + ExpressionPrinter.print(whole.limit()) + ">";
    }
    return type instanceof ScalarType.Double ? "double" : "float";
  }
}

package dev.layerc.spec;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@link Expression} → text. What stands before an expression asks for a least precedence. What
 * stands after it matters too: a sign or a reducer swallows every tighter operator on its right, so
 * in {@code (sum[i] x[i]) * y} it needs brackets and in {@code y * sum[i] x[i]} it does not.
 */
final class ExpressionPrinter {
  private ExpressionPrinter() {}

  static String print(Expression expression) {
    return print(expression, Precedence.PIPELINE, Precedence.PIPELINE);
  }

  /**
   * @param least the loosest operator that may stand here without brackets
   * @param following the operator on the right, or PIPELINE where there is none
   */
  private static String print(Expression e, Precedence least, Precedence following) {
    return needsBrackets(e, least, following)
        ? "(" + bare(e, Precedence.PIPELINE) + ")"
        : bare(e, following);
  }

  private static boolean needsBrackets(Expression e, Precedence least, Precedence following) {
    Precedence own = Precedence.of(e);
    if (e instanceof Expression.Unary || e instanceof Expression.Reduction) {
      // A prefix may stand wherever an operand may, if it does not swallow what follows.
      return own.isLooserThan(following) || least == Precedence.PRIMARY;
    }
    return own.isLooserThan(least);
  }

  private static String bare(Expression e, Precedence following) {
    if (e instanceof Expression.Binary binary) {
      return binary(binary, following);
    }
    if (e instanceof Expression.Unary unary) {
      return unary.operator().symbol() + print(unary.operand(), Precedence.SIGN, following);
    }
    if (e instanceof Expression.Reduction reduction) {
      return reduction(reduction, following);
    }
    if (e instanceof Expression.Conditional c) {
      return print(c.condition(), Precedence.OR, Precedence.CONDITIONAL)
          + " ? "
          + print(c.whenTrue(), Precedence.CONDITIONAL, Precedence.CONDITIONAL)
          + " : "
          + print(c.whenFalse(), Precedence.CONDITIONAL, following);
    }
    return e instanceof Expression.Pipeline pipeline ? pipeline(pipeline) : primary(e);
  }

  private static String binary(Expression.Binary binary, Precedence following) {
    Precedence own = Precedence.of(binary.operator());
    boolean rightFirst = binary.operator() == BinaryOperator.POWER;
    Precedence left = rightFirst || own == Precedence.COMPARISON ? own.tighter() : own;
    Precedence right = rightFirst ? own : own.tighter();
    return print(binary.left(), left, own)
        + (rightFirst ? "^" : " " + binary.operator().symbol() + " ")
        + print(binary.right(), right, following);
  }

  private static String reduction(Expression.Reduction reduction, Precedence following) {
    String binders =
        reduction.binders().stream()
            .map(ExpressionPrinter::binder)
            .collect(Collectors.joining(", "));
    String where = reduction.where().map(condition -> " where " + inner(condition)).orElse("");
    return reduction.kind().keyword()
        + "["
        + binders
        + where
        + "] "
        + print(reduction.body(), Precedence.REDUCTION, following);
  }

  private static String binder(Binder binder) {
    if (binder instanceof Binder.Index index) {
      return index.name() + index.bound().map(bound -> " < " + inner(bound)).orElse("");
    }
    return "...";
  }

  /** Where the grammar has an expr: everything but a pipeline, which needs brackets there. */
  static String inner(Expression e) {
    return print(e, Precedence.CONDITIONAL, Precedence.PIPELINE);
  }

  private static String pipeline(Expression.Pipeline pipeline) {
    return print(pipeline.source(), Precedence.PRIMARY, Precedence.PIPELINE)
        + pipeline.stages().stream()
            .map(stage -> " -> " + stage(stage))
            .collect(Collectors.joining());
  }

  static String stage(Stage stage) {
    return (stage.frozen() ? "frozen " : "")
        + stage.repeat().map(times -> print(times) + " * ").orElse("")
        + stage.layer()
        + stage.arguments().map(ExpressionPrinter::arguments).orElse("");
  }

  static String arguments(List<Argument> arguments) {
    return arguments.stream()
        .map(ExpressionPrinter::argument)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String argument(Argument argument) {
    return argument.name().map(name -> name + " = ").orElse("") + print(argument.value());
  }

  static String axes(List<Axis> axes) {
    return axes.stream().map(ExpressionPrinter::axis).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String axis(Axis axis) {
    return axis instanceof Axis.Of of ? inner(of.expression()) : "...";
  }

  private static String primary(Expression e) {
    if (e instanceof Expression.Number number) {
      return number.text();
    }
    if (e instanceof Expression.Infinity) {
      return "inf";
    }
    if (e instanceof Expression.Training) {
      return "training";
    }
    if (e instanceof Expression.Reference reference) {
      return reference.name().text();
    }
    if (e instanceof Expression.Call call) {
      return call.callee() + arguments(call.arguments());
    }
    return read((Expression.Read) e);
  }

  private static String read(Expression.Read read) {
    String axes = axes(read.axes());
    String otherwise = read.otherwise().map(value -> " else " + print(value)).orElse("");
    return read.tensor() + axes.substring(0, axes.length() - 1) + otherwise + "]";
  }
}

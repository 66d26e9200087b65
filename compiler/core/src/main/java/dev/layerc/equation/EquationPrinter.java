package dev.layerc.equation;

import java.util.List;
import java.util.function.Function;

/**
 * Equations as text of the language, the batch index hidden: {@code dW[o,i] = sum[batch]
 * dy[o]*x[i]}. The text is the same for equal equations; it stands above each block of emitted code
 * and in dumps.
 */
public final class EquationPrinter {
  private final Function<Equation, TensorNames> names;

  /** Whether the left side gives the ranges that the right side does not tell. */
  private final boolean ranges;

  private EquationPrinter(Function<Equation, TensorNames> names) {
    this(names, false);
  }

  private EquationPrinter(Function<Equation, TensorNames> names, boolean ranges) {
    this.names = names;
    this.ranges = ranges;
  }

  /** Prints tensors under their full names. */
  public static EquationPrinter fullNames() {
    return new EquationPrinter(equation -> TensorNames.full());
  }

  /** Prints the last component of names where that is clear within the equation. */
  public static EquationPrinter shortNames() {
    return new EquationPrinter(TensorNames::shortestIn);
  }

  /** Prints tensors under the given names. */
  public static EquationPrinter named(TensorNames names) {
    return new EquationPrinter(equation -> names);
  }

  /** Prints statements that the compiler takes: {@code m[q < 2] = mean[k < 3] x[3*q+k]}. */
  public static EquationPrinter statements(TensorNames names) {
    return new EquationPrinter(equation -> names, true);
  }

  /** An expression alone, with full names. */
  public static String print(Expr expr) {
    return new ExprPrinter(TensorNames.full()).print(expr);
  }

  /** One line: {@code target[place] = value}, with {@code where} at the end. */
  public String print(Equation equation) {
    TensorNames equationNames = names.apply(equation);
    ExprPrinter printer = new ExprPrinter(equationNames);
    String assign = equation.accumulate() ? " += " : " = ";
    String where = equation.where().map(guard -> " where " + printer.print(guard)).orElse("");
    return left(equation, equationNames) + assign + printer.print(equation.value()) + where;
  }

  private String left(Equation equation, TensorNames names) {
    String name = names.of(equation.target());
    boolean next = name.endsWith(TensorNames.NEXT);
    String bare = next ? name.substring(0, name.length() - TensorNames.NEXT.length()) : name;
    ExprPrinter printer =
        new ExprPrinter(tensor -> tensor.equals(equation.target()) ? bare : names.of(tensor));
    String place =
        ranges && !next
            ? printer.ranged(equation)
            : printer.place(equation.target(), equation.at(), "");
    return next ? "next " + place : place;
  }

  /** One line an equation; a recurrence has a comment with the direction of its time above it. */
  public String print(Step step) {
    if (step instanceof Recurrence recurrence) {
      return print(recurrence);
    }
    return print((Equation) step);
  }

  private String print(Recurrence recurrence) {
    Index time = recurrence.time();
    int last = time.extent() - 1;
    StringBuilder text = new StringBuilder("// ").append(time).append(" = ");
    text.append(recurrence.descending() ? last + " down to 0" : "0 .. " + last);
    recurrence.equations().forEach(equation -> text.append("\n  ").append(print(equation)));
    return text.toString();
  }

  /** Every step on lines of its own, each line ended. */
  public String print(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append(print(step)).append('\n'));
    return text.toString();
  }

  /** The whole program: what is given, what is learnt, the equations, what is wanted. */
  public String print(Program program) {
    return ProgramText.of(program, this);
  }

  /** The derived program: its three lists of equations, and where the gradients are. */
  public String print(DerivedProgram program) {
    return ProgramText.of(program, this);
  }
}

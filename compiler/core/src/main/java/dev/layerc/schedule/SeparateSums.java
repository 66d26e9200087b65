package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each of several sums of an equation one of its own, so that each is a {@link Contraction},
 * and tiled as that. Sums that are added up add to the same memory.
 *
 * <pre>{@code
 * y[o] = sum[i] A[o,i]*a[i] + sum[j] B[o,j]*b[j] + c[o]
 * ->
 * y[o] = sum[i] A[o,i]*a[i] + c[o];  y[o] += sum[j] B[o,j]*b[j]
 *
 * y[o] = tanh(sum[i] A[o,i]*a[i] + sum[j] B[o,j]*b[j])
 * ->
 * y[o] = sum[i] A[o,i]*a[i];  y[o] += sum[j] B[o,j]*b[j];  y[o] = tanh(y[o])
 *
 * y[o] = (sum[i] A[o,i]*a[i])*(sum[j] B[o,j]*b[j])
 * ->
 * p[o] = sum[i] A[o,i]*a[i];  q[o] = sum[j] B[o,j]*b[j];  y[o] = p[o]*q[o]
 * }</pre>
 */
final class SeparateSums {
  private final Equation equation;

  /** The sums, or what adds some of them up, each with the sums in it. */
  private final Map<Expr, List<Expr>> parts = new LinkedHashMap<>();

  private SeparateSums(Equation equation) {
    this.equation = equation;
    collect(equation.value());
  }

  static DerivedProgram in(DerivedProgram program) {
    return program.replacing(SeparateSums::in);
  }

  static List<Equation> in(Equation equation) {
    boolean isWhole = equation.isGather() && equation.where().isEmpty() && !equation.accumulate();
    if (!isWhole || ExprQueries.anyMatch(equation.value(), SeparateSums::choosesSums)) {
      return List.of(equation);
    }
    SeparateSums separate = new SeparateSums(equation);
    long sums = separate.parts.values().stream().mapToLong(List::size).sum();
    return sums > 1 ? separate.equations() : List.of(equation);
  }

  /** True for sums under a condition: elsewhere they may read what is not there. */
  private static boolean choosesSums(Expr expr) {
    return expr instanceof Expr.Select && ExprQueries.anyMatch(expr, Expr.Reduce.class::isInstance);
  }

  private void collect(Expr expr) {
    List<Expr> terms = terms(expr);
    List<Expr> sums = terms.stream().filter(this::isSum).toList();
    boolean hasOthers =
        terms.stream()
            .filter(term -> !sums.contains(term))
            .anyMatch(term -> ExprQueries.anyMatch(term, Expr.Reduce.class::isInstance));
    if (!sums.isEmpty() && !hasOthers) {
      parts.putIfAbsent(expr, sums);
    } else if (!(expr instanceof Expr.Reduce)) {
      ExprRewriter.children(expr).forEach(this::collect);
    }
  }

  /** What is added up, in the order of the text. */
  private static List<Expr> terms(Expr expr) {
    return ExprQueries.operands(Operator.ADD, expr);
  }

  private boolean isSum(Expr term) {
    return term instanceof Expr.Reduce && Contraction.ofSome(equation.withValue(term)).isPresent();
  }

  private List<Equation> equations() {
    List<Equation> equations = new ArrayList<>();
    Map<Expr, Expr> values = new LinkedHashMap<>();
    parts.forEach(
        (part, sums) -> {
          Tensor target = parts.size() == 1 ? equation.target() : part(values.size() + 1);
          equations.addAll(addingUp(target, part, sums));
          values.put(part, new Expr.Read(target, equation.at()));
        });
    Expr rest =
        ExprRewriter.topDown(equation.value(), node -> Optional.ofNullable(values.get(node)));
    if (parts.size() > 1 || !parts.containsKey(equation.value())) {
      equations.add(equation.withValue(rest));
    }
    return equations;
  }

  /** Memory for a part; no name of a spec has a space. */
  private Tensor part(int number) {
    Tensor target = equation.target();
    String name = target.name() + " part " + number;
    return new Tensor(name, Role.VALUE, target.type(), target.shape(), target.perSample());
  }

  private List<Equation> addingUp(Tensor target, Expr part, List<Expr> sums) {
    List<Expr> first = new ArrayList<>(List.of(sums.get(0)));
    terms(part).stream().filter(term -> !sums.contains(term)).forEach(first::add);
    Expr start =
        first.stream()
            .reduce((left, right) -> new Expr.Apply(Operator.ADD, left, right))
            .orElseThrow();
    List<Equation> equations = new ArrayList<>(List.of(to(target, start, false)));
    sums.stream().skip(1).map(sum -> to(target, sum, true)).forEach(equations::add);
    return equations;
  }

  private Equation to(Tensor target, Expr value, boolean adds) {
    return new Equation(
        target,
        equation.indices(),
        equation.at(),
        equation.where(),
        value,
        adds,
        equation.origin());
  }
}

package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each sum of a sum of sums an equation of its own, which adds to the same memory: so each is
 * a {@link Contraction}, and tiled as that.
 *
 * <pre>{@code
 * y[o] = sum[i] A[o,i]*a[i] + sum[j] B[o,j]*b[j] + c[o]
 * ->
 * y[o] = sum[i] A[o,i]*a[i] + c[o];  y[o] += sum[j] B[o,j]*b[j]
 *
 * y[o] = tanh(sum[i] A[o,i]*a[i] + sum[j] B[o,j]*b[j] + c[o])
 * ->
 * y[o] = sum[i] A[o,i]*a[i];  y[o] = tanh(y[o] + sum[j] B[o,j]*b[j] + c[o])
 * }</pre>
 */
final class SeparateSums {
  private final Equation equation;

  /** What is added up, in the order of the text. */
  private final List<Expr> terms;

  private final List<Expr> sums;

  private SeparateSums(Equation equation, Expr sumOfSums) {
    this.equation = equation;
    this.terms = terms(sumOfSums);
    this.sums = terms.stream().filter(this::isSum).toList();
  }

  static DerivedProgram in(DerivedProgram program) {
    return new DerivedProgram(
        program.source(),
        in(program.inference()),
        in(program.evaluation()),
        in(program.forward()),
        in(program.backward()),
        program.gradients());
  }

  /** Of a recurrence nothing is changed: it has its sums over what is not of its time before it. */
  private static List<Step> in(List<Step> steps) {
    List<Step> all = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Equation equation) {
        all.addAll(in(equation));
      } else {
        all.add(step);
      }
    }
    return all;
  }

  static List<Equation> in(Equation equation) {
    boolean isWhole =
        equation.isGather() && equation.where().isEmpty() && !equation.accumulate();
    return Optional.of(equation)
        .filter(whole -> isWhole)
        .flatMap(whole -> sumOfSums(whole.value()))
        .map(sum -> new SeparateSums(equation, sum))
        .filter(separate -> separate.sums.size() > 1 && separate.hasNoOther())
        .map(SeparateSums::equations)
        .orElse(List.of(equation));
  }

  /** The first addition in an expression, with all that it adds up. */
  private static Optional<Expr> sumOfSums(Expr value) {
    if (isAddition(value)) {
      return Optional.of(value);
    }
    return ExprRewriter.children(value).stream()
        .flatMap(child -> sumOfSums(child).stream())
        .findFirst();
  }

  private static boolean isAddition(Expr expr) {
    return expr instanceof Expr.Apply apply && apply.operator() == Operator.ADD;
  }

  private static List<Expr> terms(Expr expr) {
    if (!isAddition(expr)) {
      return List.of(expr);
    }
    List<Expr> terms = new ArrayList<>();
    ((Expr.Apply) expr).operands().forEach(operand -> terms.addAll(terms(operand)));
    return terms;
  }

  private boolean isSum(Expr term) {
    return term instanceof Expr.Reduce && Contraction.ofSome(equation.withValue(term)).isPresent();
  }

  /** True where no reduction would be left but the sums. */
  private boolean hasNoOther() {
    Set<Expr> reductions = new LinkedHashSet<>();
    int[] count = new int[1];
    ExprQueries.forEach(
        equation.value(),
        node -> {
          if (node instanceof Expr.Reduce) {
            reductions.add(node);
            count[0]++;
          }
        });
    return reductions.equals(new LinkedHashSet<>(sums)) && count[0] == sums.size();
  }

  private List<Equation> equations() {
    return isAddition(equation.value()) ? addingUp() : endingWithRest();
  }

  private List<Equation> addingUp() {
    List<Expr> first = new ArrayList<>(List.of(sums.get(0)));
    first.addAll(others());
    List<Equation> equations = new ArrayList<>(List.of(equation.withValue(sum(first))));
    sums.stream().skip(1).map(this::adding).forEach(equations::add);
    return equations;
  }

  /** What is done to the sum of sums is done where the last is added. */
  private List<Equation> endingWithRest() {
    int last = sums.size() - 1;
    List<Expr> end = new ArrayList<>();
    end.add(new Expr.Read(equation.target(), equation.at()));
    end.addAll(others());
    end.add(sums.get(last));
    Expr whole = sumOfSums(equation.value()).orElseThrow();
    Expr value =
        ExprRewriter.topDown(
            equation.value(),
            node -> node.equals(whole) ? Optional.of(sum(end)) : Optional.empty());
    List<Equation> equations = new ArrayList<>(List.of(equation.withValue(sums.get(0))));
    sums.subList(1, last).stream().map(this::adding).forEach(equations::add);
    equations.add(equation.withValue(value));
    return equations;
  }

  private List<Expr> others() {
    return terms.stream().filter(term -> !sums.contains(term)).toList();
  }

  private static Expr sum(List<Expr> terms) {
    return terms.stream()
        .reduce((left, right) -> new Expr.Apply(Operator.ADD, left, right))
        .orElseThrow();
  }

  private Equation adding(Expr sum) {
    return new Equation(
        equation.target(),
        equation.indices(),
        equation.at(),
        equation.where(),
        sum,
        true,
        equation.origin());
  }
}

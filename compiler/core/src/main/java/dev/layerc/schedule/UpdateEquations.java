package dev.layerc.schedule;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The optimizer's rule for one number, as equations over the numbers of a parameter.
 *
 * <pre>{@code
 * g[o,i] = dW[o,i]*scale;  next[o,i] = W[o,i] - 0.1*g[o,i];  W[o,i] = next[o,i]
 * }</pre>
 *
 * @param each the equations for one number
 * @param factors scalars that have one value in a step
 * @param flush what is added to a moment and taken away again; see {@link LowerOptimizer}
 */
record UpdateEquations(
    Optimizer optimizer, List<Equation> each, List<String> factors, double flush) {
  private static final String SCALE = "scale";
  private static final String STEP = " step.";

  UpdateEquations {
    each = List.copyOf(each);
    factors = List.copyOf(factors);
  }

  /** True for what an update computes, and for what it moves. */
  static boolean isMove(Tensor tensor) {
    return tensor.role() == Role.PARAMETER || tensor.name().contains(STEP);
  }

  /** True for what an update computes on the way. */
  static boolean isBetween(Tensor tensor) {
    return tensor.role() == Role.VALUE && tensor.name().contains(STEP);
  }

  /** What a step is given: 1 / count, and the factors. */
  Set<String> scalars() {
    Set<String> scalars = new LinkedHashSet<>(factors);
    scalars.add(SCALE);
    return scalars;
  }

  /** The state of a moment for all numbers of a parameter. */
  Tensor moment(Optimizer.Moment moment, Tensor parameter) {
    return value(parameter, PointCode.shortName(moment.tensor()), Role.STATE);
  }

  /** Moves {@code parameter} by the gradient {@code sum} at {@code indices}. */
  List<Equation> move(Tensor parameter, Expr sum, List<Index> indices, Origin origin) {
    List<Expr> at = indices.stream().<Expr>map(Expr.IndexValue::new).toList();
    Map<String, Tensor> names = new LinkedHashMap<>();
    names.put(optimizer.weight().name(), parameter);
    optimizer.moments().forEach(m -> names.put(m.tensor().name(), moment(m, parameter)));
    Tensor gradient = value(parameter, "g", Role.VALUE);
    names.put(optimizer.gradient().name(), gradient);
    List<Equation> moves = new ArrayList<>();
    Expr scale = new Expr.Read(scalar(SCALE), List.of());
    Expr mean = new Expr.Apply(Operator.MULTIPLY, sum, scale);
    moves.add(Equation.gather(gradient, indices, mean, origin));
    for (Equation equation : each) {
      Expr value = over(equation.value(), names, at);
      Tensor next = value(parameter, equation.target().name(), Role.VALUE);
      names.put(equation.target().name(), next);
      moves.add(Equation.gather(next, indices, value, origin));
    }
    for (Optimizer.Moment moment : optimizer.moments()) {
      Expr next = flushed(new Expr.Read(names.get(moment.next().name()), at));
      moves.add(Equation.gather(moment(moment, parameter), indices, next, origin));
    }
    Expr next = new Expr.Read(names.get(optimizer.nextWeight().name()), at);
    moves.add(Equation.gather(parameter, indices, next, origin));
    return moves;
  }

  /**
   * Moves {@code parameter} by a gradient that is a sum, term by term; empty where the rule is more
   * than {@code w + c*gradient}.
   *
   * <pre>{@code
   * W[o,i] += sum[batch] dy[o]*x[i]*(-0.1*scale)
   * }</pre>
   */
  Optional<Equation> add(Tensor parameter, Equation sum) {
    Optional<Expr> rate = each.size() == 1 ? rate(each.get(0).value()) : Optional.empty();
    if (rate.isEmpty() || !(sum.value() instanceof Expr.Reduce reduce)) {
      return Optional.empty();
    }
    Expr factor = times(rate.get(), new Expr.Read(scalar(SCALE), List.of()));
    Expr terms =
        new Expr.Reduce(
            reduce.reducer(), reduce.indices(), reduce.where(), times(reduce.body(), factor));
    return Optional.of(
        new Equation(parameter, sum.indices(), sum.at(), sum.where(), terms, true, sum.origin()));
  }

  /** The c of {@code w + c*gradient}, which is the same for all numbers. */
  private Optional<Expr> rate(Expr next) {
    Expr weight = new Expr.Read(optimizer.weight(), List.of());
    if (!(next instanceof Expr.Apply sum) || !sum.operands().get(0).equals(weight)) {
      return Optional.empty();
    }
    boolean minus = sum.operator() == Operator.SUBTRACT;
    if (!minus && sum.operator() != Operator.ADD) {
      return Optional.empty();
    }
    return factorOfGradient(sum.operands().get(1))
        .map(rate -> minus ? new Expr.Apply(Operator.NEGATE, rate) : rate);
  }

  private Optional<Expr> factorOfGradient(Expr term) {
    Expr gradient = new Expr.Read(optimizer.gradient(), List.of());
    if (!(term instanceof Expr.Apply product) || product.operator() != Operator.MULTIPLY) {
      return Optional.empty();
    }
    Expr left = product.operands().get(0);
    Expr right = product.operands().get(1);
    Expr other = right.equals(gradient) ? left : right;
    boolean isLinear = other != right || left.equals(gradient);
    return Optional.of(other).filter(rate -> isLinear && isOnceAStep(rate));
  }

  private boolean isOnceAStep(Expr rate) {
    return ExprQueries.tensors(rate).stream().allMatch(t -> factors.contains(t.name()));
  }

  private static Expr times(Expr left, Expr right) {
    return new Expr.Apply(Operator.MULTIPLY, left, right);
  }

  private static Tensor value(Tensor parameter, String name, Role role) {
    return new Tensor(
        parameter.name() + STEP + name, role, parameter.type(), parameter.shape(), false);
  }

  private static Tensor scalar(String name) {
    return new Tensor(name, Role.VALUE, ElementType.REAL, List.of(), false);
  }

  /** An expression for one number at each place of a parameter. */
  private static Expr over(Expr expr, Map<String, Tensor> names, List<Expr> at) {
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Expr.Read read && names.containsKey(read.tensor().name())
                ? Optional.of(new Expr.Read(names.get(read.tensor().name()), at))
                : Optional.empty());
  }

  private Expr flushed(Expr moment) {
    Expr little = new Expr.Literal(flush);
    return new Expr.Apply(Operator.SUBTRACT, new Expr.Apply(Operator.ADD, moment, little), little);
  }
}

package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Code;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.UpdateRule;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The optimizer's rule for one number as a loop over the numbers of an array. What depends on the
 * step alone ({@code 1 - b1^step}) is computed once a step, in double: in float, {@code 1 - 0.999}
 * has but four right digits.
 */
final class LowerOptimizer {
  /**
   * Added to a moment and taken away again, so that what decays ends at 0 and not among the
   * subnormal numbers, on which processors are slow. It costs what is under half an ulp of it.
   */
  private static final double FLOAT_FLUSH = 1e-20;

  private static final double DOUBLE_FLUSH = 1e-280;

  private final Optimizer optimizer;
  private final Precision precision;
  private final JavaNames names =
      new JavaNames("weight", "gradient", "scale", "step", "norm", "i", "g");
  private final Map<Expr, String> factors = new LinkedHashMap<>();
  private final Set<Tensor> onceAStep = new LinkedHashSet<>();
  private final Map<String, Expr> definitions = new LinkedHashMap<>();

  private LowerOptimizer(Optimizer optimizer, Precision precision) {
    this.optimizer = optimizer;
    this.precision = precision;
    onceAStep.add(optimizer.step());
    optimizer.norm().ifPresent(onceAStep::add);
  }

  static UpdateRule of(Optimizer optimizer, Precision precision) {
    return new LowerOptimizer(optimizer, precision).build();
  }

  /** The equations for each number, what has one value in a step being scalars of these names. */
  static UpdateEquations equations(Optimizer optimizer, Precision precision) {
    LowerOptimizer lower = new LowerOptimizer(optimizer, precision);
    List<Equation> each = lower.forEachNumber();
    return new UpdateEquations(optimizer, each, List.copyOf(lower.factors.values()), lower.flush());
  }

  private List<Equation> forEachNumber() {
    List<Equation> each = new ArrayList<>();
    for (Equation equation : optimizer.equations()) {
      Expr value = forwardDefinitions(equation.value());
      if (isOnceAStep(value)) {
        onceAStep.add(equation.target());
        definitions.put(equation.target().name(), value);
      } else {
        each.add(equation.withValue(value));
      }
    }
    return each.stream().map(this::hoistFactors).toList();
  }

  private UpdateRule build() {
    Method update = update(forEachNumber());
    List<UpdateRule.Moment> moments =
        optimizer.moments().stream()
            .map(m -> new UpdateRule.Moment(PointCode.shortName(m.tensor()), m.initial()))
            .toList();
    return new UpdateRule(
        optimizer.name(),
        moments,
        optimizer.norm().isPresent(),
        factorStatements(),
        List.copyOf(factors.values()),
        update);
  }

  private Expr forwardDefinitions(Expr expr) {
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Expr.Read read
                ? Optional.ofNullable(definitions.get(read.tensor().name()))
                : Optional.empty());
  }

  /** True for what has one value in a step; constants are not worth a name. */
  private boolean isOnceAStep(Expr expr) {
    Set<Tensor> tensors = ExprQueries.tensors(expr);
    return !tensors.isEmpty() && onceAStep.containsAll(tensors);
  }

  private Equation hoistFactors(Equation equation) {
    Expr value =
        ExprRewriter.topDown(
            timesReciprocal(equation.value()),
            node -> isOnceAStep(node) ? Optional.of(factor(node)) : Optional.empty());
    return equation.withValue(value);
  }

  /** {@code e / c} as {@code e * (1 / c)}, where c has one value in a step. */
  private Expr timesReciprocal(Expr expr) {
    return ExprRewriter.bottomUp(
        expr,
        node -> {
          if (node instanceof Expr.Apply apply
              && apply.operator() == Operator.DIVIDE
              && isOnceAStep(apply.operands().get(1))
              && !isOnceAStep(apply.operands().get(0))) {
            Expr one = new Expr.Literal(1);
            Expr reciprocal = new Expr.Apply(Operator.DIVIDE, one, apply.operands().get(1));
            return Optional.of(
                new Expr.Apply(Operator.MULTIPLY, apply.operands().get(0), reciprocal));
          }
          return Optional.empty();
        });
  }

  private Expr factor(Expr expr) {
    String name = factors.computeIfAbsent(expr, e -> names.fresh("factor"));
    Tensor scalar =
        new Tensor(
            name,
            dev.layerc.equation.Role.VALUE,
            dev.layerc.equation.ElementType.REAL,
            List.of(),
            false);
    return new Expr.Read(scalar, List.of());
  }

  private List<Statement> factorStatements() {
    Scope scope = Scope.EMPTY.withElement(optimizer.step(), new Value.Local("step", Type.DOUBLE));
    if (optimizer.norm().isPresent()) {
      scope = scope.withElement(optimizer.norm().get(), new Value.Local("norm", Type.DOUBLE));
    }
    LowerExpression lower =
        new LowerExpression(new MethodDraft(new Storage(Map.of(), precision)), scope);
    List<Statement> statements = new ArrayList<>();
    factors.forEach(
        (expr, name) -> statements.add(new Statement.Declare(Type.DOUBLE, name, lower.real(expr))));
    return statements;
  }

  private Method update(List<Equation> equations) {
    Value.Local i = new Value.Local("i", Type.INT);
    Value.Local weight = new Value.Local("weight", Type.REAL_ARRAY);
    Value.Local gradient = new Value.Local("gradient", Type.REAL_ARRAY);
    List<Statement> body = new ArrayList<>();
    Value mean = Reals.times(new Value.Element(gradient, i), new Value.Local("scale", Type.REAL));
    body.add(new Statement.Declare(Type.REAL, "g", mean));
    Scope scope =
        Scope.EMPTY
            .withElement(optimizer.weight(), new Value.Element(weight, i))
            .withElement(optimizer.gradient(), new Value.Local("g", Type.REAL));
    for (Optimizer.Moment moment : optimizer.moments()) {
      scope = scope.withElement(moment.tensor(), new Value.Element(array(moment), i));
    }
    body.addAll(statements(equations, scope, i));
    Statement loop =
        new Statement.Loop(
            "i", new Value.Whole(0), new Value.Local("weight.length", Type.INT), 1, body);
    return new Method("update", arguments(), List.of(loop), List.of());
  }

  private Value.Local array(Optimizer.Moment moment) {
    return new Value.Local(momentName(moment), Type.REAL_ARRAY);
  }

  private static String momentName(Optimizer.Moment moment) {
    return JavaNames.identifier(PointCode.shortName(moment.tensor()));
  }

  private List<Statement> statements(List<Equation> equations, Scope scope, Value.Local i) {
    List<Statement> loads = new ArrayList<>();
    List<Statement> stores = new ArrayList<>();
    Scope known = scope;
    for (Equation equation : equations) {
      Scope point = withFactors(known);
      LowerExpression lower =
          new LowerExpression(new MethodDraft(new Storage(Map.of(), precision)), point);
      Value value = lower.real(equation.value());
      if (!Reals.isTrivial(value)) {
        String name = names.fresh(PointCode.shortName(equation.target()));
        loads.add(new Statement.Declare(Type.REAL, name, value));
        value = new Value.Local(name, Type.REAL);
      }
      known = known.withElement(equation.target(), value);
    }
    for (Optimizer.Moment moment : optimizer.moments()) {
      Value next = flushed(known.element(moment.next()).orElseThrow());
      stores.add(new Statement.Store(array(moment), i, next, false));
    }
    Value next = known.element(optimizer.nextWeight()).orElseThrow();
    stores.add(new Statement.Store(new Value.Local("weight", Type.REAL_ARRAY), i, next, false));
    loads.addAll(stores);
    return loads;
  }

  private Value flushed(Value moment) {
    Value little = new Value.Real(flush());
    return new Value.Operation(
        Code.SUBTRACT, new Value.Operation(Code.ADD, moment, little), little);
  }

  private double flush() {
    return precision == Precision.FLOAT ? FLOAT_FLUSH : DOUBLE_FLUSH;
  }

  private Scope withFactors(Scope scope) {
    Scope known = scope;
    for (Map.Entry<Expr, String> factor : factors.entrySet()) {
      Expr.Read read = (Expr.Read) factor(factor.getKey());
      known = known.withElement(read.tensor(), new Value.Local(factor.getValue(), Type.REAL));
    }
    return known;
  }

  private List<Method.Argument> arguments() {
    List<Method.Argument> arguments = new ArrayList<>();
    arguments.add(new Method.Argument(Type.REAL_ARRAY, "weight"));
    arguments.add(new Method.Argument(Type.REAL_ARRAY, "gradient"));
    for (Optimizer.Moment moment : optimizer.moments()) {
      arguments.add(new Method.Argument(Type.REAL_ARRAY, momentName(moment)));
    }
    arguments.add(new Method.Argument(Type.REAL, "scale"));
    factors.values().forEach(name -> arguments.add(new Method.Argument(Type.REAL, name)));
    return arguments;
  }
}

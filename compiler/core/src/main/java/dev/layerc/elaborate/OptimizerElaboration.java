package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import dev.layerc.spec.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An optimizer with its hyper-parameters set → its rule for one number. Hyper-parameters are folded
 * in, so that what they switch off leaves neither a moment nor an operation behind.
 */
final class OptimizerElaboration {
  private static final List<String> ROLES = List.of("parameter", "gradient", "step", "norm");

  private final Declaration.Optimizer declaration;
  private final Scope scope;
  private final Span use;
  private final List<Tensor> roles = new ArrayList<>();
  private final Map<String, Double> initials = new LinkedHashMap<>();
  private final Map<String, Tensor> nexts = new LinkedHashMap<>();
  private final List<Equation> equations = new ArrayList<>();

  private OptimizerElaboration(Declaration.Optimizer declaration, Scope scope, Span use) {
    this.declaration = declaration;
    this.scope = scope;
    this.use = use;
  }

  static Optimizer elaborate(
      Statement.Train train, Declared<Declaration.Optimizer> declared, Scope ofUse) {
    Declaration.Optimizer declaration = declared.declaration();
    Scope scope = ofUse.enter(declaration, declared.home(), train.optimizer().span());
    OptimizerElaboration elaboration =
        new OptimizerElaboration(declaration, scope, train.optimizer().span());
    elaboration.bindRoles();
    elaboration.bindHyperParameters(train, ofUse);
    BodyOrder.of(declaration.body()).forEach(elaboration::group);
    return elaboration.optimizer();
  }

  private void bindRoles() {
    List<Name> names = declaration.roles();
    if (names.size() < 3 || names.size() > ROLES.size()) {
      throw Mistake.of(Message.OPTIMIZER_ROLES, declaration.name().span(), declaration.name());
    }
    for (Name name : names) {
      Role role = roles.isEmpty() ? Role.PARAMETER : roles.size() == 1 ? Role.ADJOINT : Role.VALUE;
      roles.add(scalar(name.text(), role));
      scope.bindTensor(name.text(), roles.get(roles.size() - 1), name.span());
    }
  }

  private static Tensor scalar(String name, Role role) {
    return new Tensor(name, role, ElementType.REAL, List.of(), false);
  }

  /** Schedules: what a net writes for a hyper-parameter may use the step. */
  private void bindHyperParameters(Statement.Train train, Scope ofUse) {
    LayerArguments.sort(
            train.optimizer(),
            List.of(),
            declaration.hyperParameters(),
            List.of(),
            train.arguments(),
            e -> false,
            e -> roles.get(0))
        .bind(scope, ofUse, e -> s -> hyperParameter(e, s == ofUse ? withStep(ofUse) : s));
  }

  private Typed hyperParameter(Expression expression, Scope where) {
    Typed value = Expressions.elaborate(expression, Numbers.context(where));
    Operators.requireNumber(value, expression);
    boolean ofStepAlone = ExprQueries.tensors(value.expr()).stream().allMatch(roles.get(2)::equals);
    if (!ofStepAlone || dependsOnTheCall(value.expr())) {
      throw Mistake.of(Message.NOT_A_CONSTANT, expression.span(), Text.oneLine(expression.span()));
    }
    return value;
  }

  /** What only a forward pass knows has no meaning in the rule of an optimizer. */
  private static boolean dependsOnTheCall(Expr expr) {
    return ExprQueries.anyMatch(
        expr,
        node ->
            node instanceof Expr.BatchSize
                || node instanceof Expr.Training
                || node instanceof Expr.RandomDraw);
  }

  private Scope withStep(Scope ofUse) {
    Scope scheduled = ofUse.copy();
    scheduled.bindTensor("step", roles.get(2), declaration.roles().get(2).span());
    return scheduled;
  }

  private void group(BodyOrder.Group group) {
    Statement statement = group.statements().get(0);
    if (group.cyclic()) {
      throw CyclicGroup.dependsOnItself(statement);
    }
    if (statement instanceof Statement.State state) {
      state(state);
    } else if (statement instanceof Statement.Constant constant) {
      Typed value = Numbers.evaluate(constant.value(), scope);
      scope.bind(
          constant.name().text(), new Binding.Scalar(value, "constant", constant.name().span()));
    } else if (statement instanceof Statement.Definition definition
        && definition.axes().isEmpty()) {
      define(definition);
    } else if (statement instanceof Statement.Next next && next.axes().isEmpty()) {
      next(next);
    } else {
      throw Mistake.of(Message.NOT_IN_AN_OPTIMIZER, statement.span());
    }
  }

  private void state(Statement.State state) {
    Name name = state.tensor().name();
    if (!state.tensor().axes().isEmpty()) {
      throw Mistake.of(Message.NOT_IN_AN_OPTIMIZER, state.span());
    }
    if (!(Initializers.elaborate(state.initial(), scope) instanceof Initializer.Constant first)) {
      throw Mistake.of(
          Message.NOT_A_CONSTANT, state.initial().span(), state.initial().span().text());
    }
    initials.put(name.text(), first.value());
    scope.bindTensor(name.text(), scalar(name.text(), Role.STATE), name.span());
  }

  /** A value that is a constant, or only another name, needs no equation. */
  private void define(Statement.Definition definition) {
    Typed value = value(definition.value());
    Name name = definition.name();
    boolean plain = value.isLiteral() || value.expr() instanceof Expr.Read;
    if (plain) {
      scope.bind(name.text(), new Binding.Scalar(value, "value", name.span()));
    } else {
      Tensor target = scalar(name.text(), Role.VALUE);
      add(target, value.expr(), definition.span());
      scope.bindTensor(name.text(), target, name.span());
    }
  }

  private void next(Statement.Next next) {
    String name = next.name().text();
    boolean known = initials.containsKey(name) || name.equals(roles.get(0).name());
    if (!known || nexts.containsKey(name)) {
      throw Mistake.of(Message.NEXT_OF_NO_STATE, next.name().span(), name);
    }
    Tensor target = scalar(name + ".next", Role.VALUE);
    add(target, value(next.value()).expr(), next.span());
    nexts.put(name, target);
  }

  private Typed value(Expression expression) {
    Typed value = Expressions.elaborate(expression, Numbers.context(scope));
    Operators.requireNumber(value, expression);
    if (dependsOnTheCall(value.expr())) {
      throw Mistake.of(Message.NOT_IN_AN_OPTIMIZER, expression.span());
    }
    return value;
  }

  private void add(Tensor target, Expr value, Span definition) {
    Origin origin = new Origin(declaration.name().text(), use, definition, Origin.Purpose.STATE);
    equations.add(Equation.gather(target, List.of(), value, origin));
  }

  private Optimizer optimizer() {
    Tensor nextWeight = nexts.get(roles.get(0).name());
    if (nextWeight == null) {
      throw Mistake.of(
          Message.OPTIMIZER_MOVES_NOTHING,
          declaration.name().span(),
          declaration.name(),
          roles.get(0));
    }
    Set<Tensor> live = live(nextWeight);
    List<Optimizer.Moment> moments = new ArrayList<>();
    initials.forEach((name, initial) -> moment(name, initial, live).ifPresent(moments::add));
    boolean asksForNorm = roles.size() > 3 && live.contains(roles.get(3));
    return new Optimizer(
        declaration.name().text(),
        roles.get(0),
        roles.get(1),
        roles.get(2),
        asksForNorm ? Optional.of(roles.get(3)) : Optional.empty(),
        moments,
        equations.stream().filter(e -> live.contains(e.target())).toList(),
        nextWeight);
  }

  private Optional<Optimizer.Moment> moment(String name, double initial, Set<Tensor> live) {
    Tensor tensor = scalar(name, Role.STATE);
    return live.contains(tensor) && nexts.containsKey(name)
        ? Optional.of(new Optimizer.Moment(tensor, initial, nexts.get(name)))
        : Optional.empty();
  }

  /** All that the new weight depends on, by way of the moments' next values too. */
  private Set<Tensor> live(Tensor nextWeight) {
    Map<Tensor, Equation> byTarget = new LinkedHashMap<>();
    equations.forEach(equation -> byTarget.put(equation.target(), equation));
    Set<Tensor> live = new LinkedHashSet<>();
    List<Tensor> open = new ArrayList<>(List.of(nextWeight));
    while (!open.isEmpty()) {
      Tensor tensor = open.remove(open.size() - 1);
      if (!live.add(tensor)) {
        continue;
      }
      if (byTarget.containsKey(tensor)) {
        open.addAll(ExprQueries.tensors(byTarget.get(tensor)));
      } else if (nexts.containsKey(tensor.name()) && tensor.role() == Role.STATE) {
        open.add(nexts.get(tensor.name()));
      }
    }
    return live;
  }
}

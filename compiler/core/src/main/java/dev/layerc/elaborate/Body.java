package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import dev.layerc.spec.Stage;
import dev.layerc.spec.Statement;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One body being elaborated: the net itself, or one use of a layer. Statements come in the order of
 * dependency; a mistake ends its statement, and what depends on it stays silent.
 */
final class Body implements EquationHost {
  /** What the signature says of an output: its shape and type, and the name it gets. */
  record Slot(List<Integer> shape, ElementType type, String name) {}

  private final NetState net;
  private final Scope scope;
  private final Use use;
  private final List<Statement> statements;
  private StageNumbers numbers;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Deque<List<Dependency>> dependencies = new ArrayDeque<>();
  private Optional<List<Integer>> remaining = Optional.empty();
  private Origin.Purpose purpose = Origin.Purpose.FORWARD;

  Body(NetState net, Scope scope, Use use, List<Statement> statements) {
    this.net = net;
    this.scope = scope;
    this.use = use;
    this.statements = statements;
  }

  /** Runs the statements, all of them even where some are wrong. */
  void elaborate(StatementHandler handler) {
    tellNames();
    for (BodyOrder.Group group : BodyOrder.of(statements)) {
      try {
        if (group.cyclic()) {
          new CyclicGroup(this, group.statements()).elaborate();
        } else {
          handler.elaborate(group.statements().get(0));
        }
      } catch (Mistake mistake) {
        tell(mistake);
        group.statements().forEach(this::breakNames);
      }
    }
  }

  /** What the net does with a statement; a layer knows fewer kinds. */
  interface StatementHandler {
    void elaborate(Statement statement);
  }

  private void tellNames() {
    Map<String, Span> seen = new LinkedHashMap<>();
    for (Statement statement : statements) {
      for (Name name : StatementParts.defines(statement)) {
        if (name.text().equals(Index.BATCH.name())) {
          tell(Mistake.of(Message.BATCH_IS_RESERVED, name.span()));
        }
        Span before = seen.putIfAbsent(name.text(), name.span());
        if (before == null) {
          before = scope.findOwn(name.text()).map(Binding::declared).orElse(null);
        }
        if (before != null) {
          tell(
              Mistake.of(
                  Diagnostic.of(
                      Message.ASSIGNED_TWICE, name.span(), name, Text.line(before, name.span()))));
        }
      }
    }
  }

  private void breakNames(Statement statement) {
    for (Name name : StatementParts.defines(statement)) {
      if (scope.findOwn(name.text()).isEmpty()) {
        scope.bind(name.text(), new Binding.Broken(name.span()));
      }
    }
  }

  /** Logs a mistake: at its place, with the use; inside the prelude, at the use, with its place. */
  void tell(Mistake mistake) {
    mistake.diagnostic().ifPresent(d -> net.log().add(placed(d)));
  }

  private Diagnostic placed(Diagnostic told) {
    if (use.isNet() || told.span().equals(use.span())) {
      return told;
    }
    if (Prelude.NAME.equals(told.span().source().name())) {
      Diagnostic atUse =
          new Diagnostic(told.message(), use.outermost(), told.text(), told.hint(), List.of());
      return atUse.withRelated(told.span(), "in " + use.layer());
    }
    boolean inside = told.related().isEmpty() && !told.span().equals(use.outermost());
    return inside ? told.withRelated(use.span(), "used here") : told;
  }

  @Override
  public void warn(Diagnostic diagnostic) {
    net.warn(placed(diagnostic));
  }

  // Statements that nets and layers share.

  void constant(Statement.Constant constant) {
    Typed value = Numbers.evaluate(constant.value(), scope);
    scope.bind(
        constant.name().text(), new Binding.Scalar(value, "constant", constant.name().span()));
  }

  void parameter(Statement.Parameter statement) {
    TensorDeclaration declared = statement.tensor();
    refuseWhole(declared);
    List<Integer> shape = Declarations.shape(declared, scope, remaining, this::warn);
    Initializer initial = Initializers.elaborate(statement.initial(), scope);
    refuseOrthogonal(initial, shape, statement);
    Tensor tensor =
        net.parameter(
            use.prefix() + declared.name(),
            shape,
            initial,
            use.frozen(),
            use.isNet() ? declared.name().span() : use.span(),
            declared.name().span());
    bind(declared.name(), tensor);
    scope.axes().declare(declared.name().text(), Signature.spans(declared), true);
  }

  private static void refuseOrthogonal(
      Initializer initial, List<Integer> shape, Statement.Parameter statement) {
    if (initial instanceof Initializer.Orthogonal && shape.size() < 2) {
      throw Mistake.of(
          Message.ORTHOGONAL_NEEDS_A_MATRIX, statement.initial().span(), Text.shape(shape));
    }
  }

  void state(Statement.State statement) {
    TensorDeclaration declared = statement.tensor();
    refuseWhole(declared);
    List<Integer> shape = Declarations.shape(declared, scope, remaining, this::warn);
    Initializer initial = Initializers.elaborate(statement.initial(), scope);
    bind(declared.name(), net.state(use.prefix() + declared.name(), shape, initial, use.span()));
  }

  private static void refuseWhole(TensorDeclaration declared) {
    if (Fit.isWhole(declared)) {
      throw Mistake.of(Message.PARAMETER_NOT_REAL, declared.span(), declared.name());
    }
  }

  void shared(Statement.Shared shared) {
    String callee = shared.stage().layer().text();
    if (!isLayer(callee) || scope.library().callable(callee).isEmpty()) {
      throw Calls.unknown(shared.stage().layer(), Numbers.context(scope));
    }
    SharedLayer layer = new SharedLayer(shared.stage(), use.prefix() + shared.name() + ".");
    scope.bind(shared.name().text(), new Binding.SharedStage(layer, shared.name().span()));
  }

  void next(Statement.Next next) {
    Binding binding = Expressions.binding(next.name(), Numbers.context(scope));
    if (!(binding instanceof Binding.Whole whole) || whole.tensor().role() != Role.STATE) {
      throw Mistake.of(Message.NEXT_OF_NO_STATE, next.name().span(), next.name());
    }
    Tensor state = whole.tensor();
    Tensor value =
        withPurpose(
            Origin.Purpose.STATE,
            () ->
                new Definition(this, next.name(), next.axes(), next.value())
                    .of(new Slot(state.shape(), ElementType.REAL, state.name() + ".next"))
                    .elaborateAsCopy());
    if (value.perSample()) {
      throw Mistake.withHint(
          Message.STATE_PER_SAMPLE, next.span(), "reduce it: mean[batch] ...", next.name());
    }
    if (!net.setNext(state.name(), value)) {
      throw Mistake.of(Message.STATE_SHARED, next.span(), next.name());
    }
  }

  void definition(Name name, Optional<List<dev.layerc.spec.Axis>> axes, Expression value) {
    Definition definition = new Definition(this, name, axes, value);
    Slot slot = slots.get(name.text());
    if (slot != null) {
      definition.of(slot);
    }
    Tensor tensor = definition.elaborate();
    bind(name, tensor);
  }

  void bind(Name name, Tensor tensor) {
    scope.bindTensor(name.text(), tensor, name.span());
    net.declaredAt(tensor, name.span());
  }

  // What definitions and stages need.

  NetState net() {
    return net;
  }

  Scope scope() {
    return scope;
  }

  Use use() {
    return use;
  }

  /** Counted when first asked for: the constants that repetitions count by are known then. */
  StageNumbers numbers() {
    if (numbers == null) {
      numbers = new StageNumbers(statements, this::isLayer, this::repeats);
    }
    return numbers;
  }

  void slot(String name, Slot slot) {
    slots.put(name, slot);
  }

  Optional<Slot> slot(String name) {
    return Optional.ofNullable(slots.get(name));
  }

  void remaining(Optional<List<Integer>> axes) {
    remaining = axes;
  }

  Origin origin(Span definition) {
    return new Origin(use.stage(), use.span(definition), definition, purpose);
  }

  <T> T withPurpose(Origin.Purpose other, java.util.function.Supplier<T> action) {
    Origin.Purpose before = purpose;
    purpose = other;
    try {
      return action.get();
    } finally {
      purpose = before;
    }
  }

  /** Runs with the purpose of the body that uses this one: a metric's layers serve the metric. */
  <T> T purposeOf(Body outer, java.util.function.Supplier<T> action) {
    return withPurpose(outer.purpose, action);
  }

  boolean isLayer(String callee) {
    if (callee.equals(Builtins.RESHAPE)
        || scope.findOwn(callee).orElse(null) instanceof Binding.SharedStage) {
      return true;
    }
    return scope
        .library()
        .callable(callee)
        .filter(c -> c.declaration() instanceof dev.layerc.spec.Declaration.Layer)
        .isPresent();
  }

  /** How often a stage stands in a row; a wrong count is told when the stage is elaborated. */
  int repeats(Stage stage) {
    if (stage.repeat().isEmpty()) {
      return 1;
    }
    try {
      return Numbers.extent(stage.repeat().get(), scope, d -> {});
    } catch (Mistake mistake) {
      return 1;
    }
  }

  /** Collects what is read while {@code action} elaborates one value. */
  <T> T collecting(List<Dependency> into, java.util.function.Supplier<T> action) {
    dependencies.push(into);
    try {
      return action.get();
    } finally {
      dependencies.pop();
    }
  }

  @Override
  public void noteRead(Tensor tensor, Optional<Blocker> blocker) {
    if (!dependencies.isEmpty()) {
      // A whole tensor stops the gradient itself: where it was computed says by what.
      dependencies.peek().add(new Dependency(tensor, tensor.isReal() ? blocker : Optional.empty()));
    }
  }

  @Override
  public boolean mayBeNone(Tensor tensor) {
    return net.isMaybeNone(tensor);
  }

  @Override
  public Tensor instantiate(Expression callOrPipeline) {
    return new Stages(this).value(callOrPipeline, Optional.empty());
  }

  @Override
  public Expr draw(List<Index> indices) {
    List<Integer> extents = new ArrayList<>();
    List<Expr> at = new ArrayList<>();
    extents.add(Index.DYNAMIC);
    at.add(new Expr.IndexValue(Index.BATCH));
    for (Index index : indices) {
      extents.add(index.extent());
      at.add(new Expr.IndexValue(index));
    }
    return new Expr.RandomDraw(net.nextDraw(), extents, at);
  }

  @Override
  public Expr lift(Expr.Reduce reduction, String target) {
    Set<Index> free = new LinkedHashSet<>(ExprQueries.freeIndices(reduction));
    List<Index> indices = List.copyOf(free);
    String name = use.prefix() + target + "." + reduction.reducer().name().toLowerCase(Locale.ROOT);
    Tensor tensor =
        new Tensor(
            net.uniqueName(name),
            Role.VALUE,
            ElementType.REAL,
            indices.stream().map(Index::extent).toList(),
            false);
    net.emit(Equation.gather(tensor, indices, reduction, origin(use.span())));
    List<Dependency> read = new ArrayList<>();
    ExprQueries.tensors(reduction).forEach(t -> read.add(new Dependency(t, Optional.empty())));
    net.depends(tensor, read);
    noteRead(tensor, Optional.empty());
    List<Expr> at = indices.stream().<Expr>map(Expr.IndexValue::new).toList();
    return new Expr.Read(tensor, at);
  }

  @Override
  public Optional<String> explain(Typed left, Typed right, Span place) {
    return ShapeHint.of(left, right, net, place);
  }
}

package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One definition: {@code y[o] = ...} with indices, or {@code z = ...} of whole tensors. */
final class Definition {
  private final Body body;
  private final Name name;
  private final Optional<List<Axis>> axes;
  private final Expression value;
  private Optional<Body.Slot> slot = Optional.empty();
  private Optional<Tensor> target = Optional.empty();
  private boolean copy;

  Definition(Body body, Name name, Optional<List<Axis>> axes, Expression value) {
    this.body = body;
    this.name = name;
    this.axes = axes;
    this.value = value;
  }

  /** A definition of something whose shape and name are known already. */
  Definition of(Body.Slot known) {
    slot = Optional.of(known);
    return this;
  }

  /** The same, with an equation of its own even where another tensor would do under this name. */
  Tensor elaborateAsCopy() {
    copy = true;
    return elaborate();
  }

  /** The equation of a member of a cycle, whose tensor the others read already. */
  Equation elaborateInto(Tensor known) {
    target = Optional.of(known);
    return indexed();
  }

  Tensor elaborate() {
    Tensor tensor;
    if (axes.isPresent()) {
      tensor = emitted(indexed());
    } else if (!copy && value instanceof Expression.Reference reference) {
      tensor = alias(reference);
    } else {
      Stages stages = new Stages(body);
      tensor =
          stages.isInstance(value)
              ? stages.value(value, Optional.of(fullName()), slot.map(Body.Slot::shape))
              : emitted(elementwise());
    }
    checkDeclared(tensor.shape());
    return tensor;
  }

  private String fullName() {
    return slot.map(Body.Slot::name).orElse(body.use().prefix() + name);
  }

  private Span place() {
    return name.span().to(value.span());
  }

  /** {@code output p = z}: another name for the same values. */
  private Tensor alias(Expression.Reference reference) {
    EquationContext context = EquationContext.of(body.scope(), body);
    boolean number =
        reference.name().text().equals(Index.BATCH.name())
            || Expressions.binding(reference.name(), context) instanceof Binding.Scalar;
    if (number) {
      return emitted(elementwise());
    }
    Binding binding = Expressions.binding(reference.name(), context);
    if (binding instanceof Binding.Whole whole) {
      return whole.tensor();
    }
    throw Mistake.of(Message.SHARED_IS_NOT_A_VALUE, reference.span(), reference.name());
  }

  /** A scalar, or all elements of whole tensors at once. */
  private Equation elementwise() {
    IndexSizes sizes =
        IndexSizes.find(name.text(), List.of(), Optional.empty(), value, body.scope());
    EquationContext context =
        EquationContext.of(body.scope(), body).ofEquation(name.text(), sizes, Map.of());
    List<Dependency> read = new ArrayList<>();
    Typed typed = body.collecting(read, () -> Expressions.elaborate(value, context));
    Operators.requireNumber(typed, value);
    List<Integer> shape = typed.shape().orElse(List.of());
    return equation(typed, ElementIndices.of(shape), read);
  }

  private Equation indexed() {
    List<LeftIndices.Written> left = LeftIndices.indices(axes.get());
    EquationContext outer = EquationContext.of(body.scope(), body).withWholeTensors(false);
    left.forEach(index -> IndexNames.check(index.name(), outer));
    IndexSizes sizes =
        IndexSizes.find(name.text(), axes.get(), slot.map(Body.Slot::shape), value, body.scope());
    Map<String, Index> named = new LinkedHashMap<>();
    List<Index> indices = leftIndices(axes.get(), name, sizes, named);
    EquationContext context = outer.ofEquation(name.text(), sizes, named);
    List<Dependency> read = new ArrayList<>();
    Typed typed = body.collecting(read, () -> Expressions.elaborate(value, context));
    Operators.requireNumber(typed, value);
    return equation(typed, indices, read);
  }

  /** The indices of a left side in order, those of {@code ...} among them. */
  static List<Index> leftIndices(
      List<Axis> axes, Name target, IndexSizes sizes, Map<String, Index> named) {
    List<Index> indices = new ArrayList<>();
    for (Axis axis : axes) {
      if (axis instanceof Axis.Remaining) {
        indices.addAll(
            sizes
                .remaining()
                .orElseThrow(() -> Mistake.of(Message.REMAINING_UNKNOWN, axis.span())));
        continue;
      }
      Name index = LeftIndices.index(axis).name();
      int extent =
          sizes
              .left(index.text())
              .orElseThrow(
                  () ->
                      Mistake.withHint(
                          Message.INDEX_WITHOUT_SIZE,
                          index.span(),
                          "give its range: " + target + "[" + index + " < 2]",
                          index));
      named.put(index.text(), new Index(index.text(), extent));
      indices.add(named.get(index.text()));
    }
    return indices;
  }

  private Tensor emitted(Equation equation) {
    body.net().emit(equation);
    return equation.target();
  }

  private Equation equation(Typed typed, List<Index> indices, List<Dependency> read) {
    Expr expr = renamedApart(typed.expr(), indices);
    List<Integer> shape = indices.stream().map(Index::extent).toList();
    checkDeclared(shape);
    Tensor tensor = target.orElseGet(() -> newTensor(typed, expr, shape));
    List<Index> all = new ArrayList<>();
    if (tensor.perSample()) {
      all.add(Index.BATCH);
    }
    all.addAll(indices);
    body.net().depends(tensor, read);
    if (!tensor.isReal() && WholeRange.mayBeNone(expr, body.net()::isMaybeNone)) {
      body.net().mayBeNone(tensor);
    }
    return Equation.gather(tensor, all, expr, body.origin(place()));
  }

  private Tensor newTensor(Typed typed, Expr expr, List<Integer> shape) {
    boolean perSample = ExprQueries.freeIndices(expr).contains(Index.BATCH);
    String unique = body.net().uniqueName(fullName());
    return new Tensor(unique, Role.VALUE, type(typed, expr), shape, perSample);
  }

  static Expr renamedApart(Expr expr, List<Index> left) {
    FreshIndices fresh = new FreshIndices(left.stream().map(Index::name).toList());
    return Substitution.renameApart(expr, fresh);
  }

  /** A value is whole where its expression is, unless the signature declares it real. */
  private ElementType type(Typed typed, Expr expr) {
    if (slot.isPresent()) {
      boolean wanted = !slot.get().type().isReal();
      if (wanted && !typed.isWhole()) {
        throw Mistake.of(Message.VALUE_NOT_WHOLE, value.span(), name, slot.get().type());
      }
      return slot.get().type();
    }
    return typed.kind() == Kind.WHOLE ? WholeRange.type(expr) : ElementType.REAL;
  }

  private void checkDeclared(List<Integer> shape) {
    if (slot.isPresent() && !slot.get().shape().equals(shape)) {
      throw Mistake.of(
          Diagnostic.of(
              Message.NOT_THE_DECLARED_SHAPE,
              name.span(),
              name,
              Text.shape(slot.get().shape()),
              Text.shape(shape)));
    }
  }
}

package dev.layerc.elaborate;

import dev.layerc.diag.ClosestName;
import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import java.util.List;
import java.util.Optional;

/** Written expression → expression of the equations; one case a construct. */
final class Expressions {
  private Expressions() {}

  static Typed elaborate(Expression expression, EquationContext context) {
    if (expression instanceof Expression.Number number) {
      return Typed.number(number.value());
    }
    if (expression instanceof Expression.Infinity) {
      return Typed.number(Double.POSITIVE_INFINITY);
    }
    if (expression instanceof Expression.Training) {
      return Typed.condition(new Expr.Training());
    }
    if (expression instanceof Expression.Reference reference) {
      return reference(reference.name(), context);
    }
    if (expression instanceof Expression.Read read) {
      return Reads.elaborate(read, context.inner());
    }
    if (expression instanceof Expression.Call call) {
      return Calls.elaborate(call, context.inner());
    }
    if (expression instanceof Expression.Reduction reduction) {
      return Reductions.elaborate(reduction, context);
    }
    if (expression instanceof Expression.Pipeline) {
      return bare(context.host().instantiate(expression), expression, context);
    }
    return Operators.elaborate(expression, context.inner());
  }

  private static Typed reference(Name name, EquationContext context) {
    Index index = context.indices().get(name.text());
    if (index != null) {
      return Typed.whole(new Expr.IndexValue(index));
    }
    if (name.text().equals(Index.BATCH.name())) {
      return Typed.real(new Expr.BatchSize());
    }
    Binding binding = binding(name, context);
    if (binding instanceof Binding.Scalar scalar) {
      return scalar.value();
    }
    if (binding instanceof Binding.Whole whole) {
      return bare(whole.tensor(), new Expression.Reference(name), context);
    }
    throw Mistake.of(Message.SHARED_IS_NOT_A_VALUE, name.span(), name);
  }

  /** What the name stands for; told if it is unknown. */
  static Binding binding(Name name, EquationContext context) {
    Binding binding = context.scope().find(name.text()).orElseThrow(() -> unknown(name, context));
    if (binding instanceof Binding.Broken) {
      throw Mistake.toldAlready();
    }
    return binding;
  }

  private static Mistake unknown(Name name, EquationContext context) {
    boolean looksLikeIndex = context.indexPosition() && context.sizes().isPresent();
    if (looksLikeIndex) {
      Optional<String> hint =
          context.term().map(t -> "sum[" + name + "] " + Text.oneLine(t.span()));
      return Mistake.of(Diagnostic.of(Message.INDEX_UNBOUND, name.span(), name).withHint(hint));
    }
    return Mistake.of(
        Diagnostic.of(Message.UNKNOWN_NAME, name.span(), name)
            .withHint(ClosestName.hint(name.text(), context.scope().names())));
  }

  /** A tensor without brackets: a scalar, or all elements where the equation is elementwise. */
  static Typed bare(Tensor tensor, Expression place, EquationContext context) {
    List<Integer> shape = tensor.shape();
    if (!shape.isEmpty() && !context.wholeTensors()) {
      throw Mistake.withHint(
          Message.NEEDS_INDICES,
          place.span(),
          "write " + Text.oneLine(place.span()) + Text.indices(shape.size()),
          Text.oneLine(place.span()),
          Text.shape(shape));
    }
    context.host().noteRead(tensor, context.blocker());
    List<Expr> at = Reads.positions(tensor, ElementIndices.of(shape));
    Kind kind = tensor.isReal() ? Kind.REAL : Kind.WHOLE;
    return Typed.element(new Expr.Read(tensor, at), kind, shape);
  }
}

package dev.layerc.elaborate;

import dev.layerc.diag.ClosestName;
import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code x[c, i+k else 0]}: index positions typed, bounds proved. */
final class Reads {
  private static final String RANDOM = "random";

  private Reads() {}

  static Typed elaborate(Expression.Read read, EquationContext context) {
    boolean own = context.scope().find(read.tensor().text()).isPresent();
    if (read.tensor().text().equals(RANDOM) && !own) {
      return Typed.element(context.host().draw(drawIndices(read, context)), Kind.REAL, List.of());
    }
    Tensor tensor = tensor(read, context);
    List<Expr> positions = positions(read, tensor, context);
    OptionalDouble otherwise = otherwise(read, context);
    if (otherwise.isEmpty()) {
      BoundsProof.check(read, tensor, positions, context);
    } else if (BoundsProof.holds(tensor, positions, context)) {
      // A convolution without padding never leaves its input.
      otherwise = OptionalDouble.empty();
    }
    BoundsProof.warnOfUnreadRows(read, tensor, positions, context);
    context.host().noteRead(tensor, context.blocker());
    List<Expr> at = new ArrayList<>();
    if (tensor.perSample()) {
      at.add(new Expr.IndexValue(Index.BATCH));
    }
    at.addAll(positions);
    Kind kind = tensor.isReal() ? Kind.REAL : Kind.WHOLE;
    return Typed.element(new Expr.Read(tensor, at, otherwise), kind, List.of());
  }

  /** The place of one element, the batch axis of per-sample tensors first. */
  static List<Expr> positions(Tensor tensor, List<Index> indices) {
    List<Expr> at = new ArrayList<>();
    if (tensor.perSample()) {
      at.add(new Expr.IndexValue(Index.BATCH));
    }
    indices.forEach(index -> at.add(new Expr.IndexValue(index)));
    return at;
  }

  private static Tensor tensor(Expression.Read read, EquationContext context) {
    String name = read.tensor().text();
    if (context.indices().containsKey(name)) {
      throw Mistake.of(Message.NOT_A_TENSOR, read.tensor().span(), name, "an index");
    }
    Optional<Binding> found = context.scope().find(name);
    if (found.isEmpty()) {
      throw Mistake.of(
          Diagnostic.of(Message.UNKNOWN_NAME, read.tensor().span(), name)
              .withHint(ClosestName.hint(name, context.scope().names())));
    }
    Binding binding = Expressions.binding(read.tensor(), context);
    if (binding instanceof Binding.Whole whole) {
      return whole.tensor();
    }
    String what =
        binding instanceof Binding.Scalar scalar ? "a " + scalar.what() : "a shared layer";
    throw Mistake.of(Message.NOT_A_TENSOR, read.tensor().span(), name, what);
  }

  private static List<Expr> positions(
      Expression.Read read, Tensor tensor, EquationContext context) {
    List<Expr> positions = new ArrayList<>();
    for (Axis axis : read.axes()) {
      if (axis instanceof Axis.Of of) {
        positions.add(position(read, of.expression(), context));
      } else {
        remaining(axis, context).forEach(index -> positions.add(new Expr.IndexValue(index)));
      }
    }
    if (positions.size() != tensor.shape().size()) {
      throw wrongRank(read, tensor, positions.size());
    }
    return positions;
  }

  static Mistake wrongRank(Expression.Read read, Tensor tensor, int written) {
    return Mistake.of(
        Message.WRONG_RANK,
        read.span(),
        Text.oneLine(read.span()),
        written,
        read.tensor(),
        Text.shape(tensor.shape()));
  }

  private static List<Index> remaining(Axis axis, EquationContext context) {
    return context
        .remaining()
        .orElseThrow(() -> Mistake.of(Message.REMAINING_UNKNOWN, axis.span()));
  }

  private static Expr position(
      Expression.Read read, Expression expression, EquationContext context) {
    // The gather's index takes no gradient; the read itself does.
    EquationContext inside =
        context.inIndexPosition().blockedBy(new Blocker("an index", expression.span()));
    Typed position = Expressions.elaborate(expression, inside);
    Operators.requireNumber(position, expression);
    if (!position.isWhole()) {
      throw notWhole(read, expression, position, context);
    }
    return position.expr();
  }

  private static Mistake notWhole(
      Expression.Read read, Expression expression, Typed position, EquationContext context) {
    String written = Text.oneLine(read.span());
    if (expression instanceof Expression.Read inner
        && position.expr() instanceof Expr.Read value
        && value.tensor().isReal()) {
      return Mistake.withHint(
          Message.INDEX_NOT_WHOLE,
          read.span(),
          "declare int<V> " + context.scope().axes().written(inner.tensor().text()),
          written,
          inner.tensor() + " is float");
    }
    return Mistake.of(
        Message.INDEX_NOT_WHOLE,
        read.span(),
        written,
        Text.oneLine(expression.span()) + " is not whole");
  }

  private static OptionalDouble otherwise(Expression.Read read, EquationContext context) {
    return read.otherwise().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Numbers.number(read.otherwise().get(), context.scope()));
  }

  private static List<Index> drawIndices(Expression.Read read, EquationContext context) {
    List<Index> indices = new ArrayList<>();
    for (Axis axis : read.axes()) {
      if (axis instanceof Axis.Remaining) {
        indices.addAll(remaining(axis, context));
      } else if (Expressions.elaborate(((Axis.Of) axis).expression(), context).expr()
          instanceof Expr.IndexValue value) {
        indices.add(value.index());
      } else {
        throw Mistake.of(Message.RANDOM_INDEX, axis.span());
      }
    }
    return indices;
  }
}

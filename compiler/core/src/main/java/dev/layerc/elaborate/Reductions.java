package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import dev.layerc.spec.Binder;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import dev.layerc.spec.ReducerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sum[k < n where k > i] body}: binds the indices, then types the body. */
final class Reductions {
  private Reductions() {}

  static Typed elaborate(Expression.Reduction reduction, EquationContext context) {
    List<Index> indices = new ArrayList<>();
    Map<String, Index> named = new LinkedHashMap<>();
    for (Binder binder : reduction.binders()) {
      bind(reduction, binder, context, indices, named);
    }
    EquationContext inside = context.reducing(named);
    if (reduction.kind() == ReducerKind.ARGMAX) {
      inside = inside.blockedBy(new Blocker("argmax", reduction.keywordSpan()));
    }
    Optional<Expr> where = Optional.empty();
    if (reduction.where().isPresent()) {
      where = where(reduction.where().get(), inside);
      if (where.isPresent()) {
        inside = inside.assuming(where.get(), true);
      }
    }
    EquationContext body = inside.inTerm(reduction.body());
    Typed value = Expressions.elaborate(reduction.body(), body);
    Operators.requireNumber(value, reduction.body());
    checkUsed(reduction, named);
    return reduce(reduction, indices, where, value, context);
  }

  /** A guard that is constantly true is no guard; one that is constantly false stays. */
  private static Optional<Expr> where(Expression condition, EquationContext inside) {
    Typed guard = Expressions.elaborate(condition, inside.inIndexPosition());
    Operators.requireCondition(guard, condition);
    boolean always = guard.isLiteral() && guard.literal() != 0;
    return always ? Optional.empty() : Optional.of(guard.expr());
  }

  private static void bind(
      Expression.Reduction reduction,
      Binder binder,
      EquationContext context,
      List<Index> indices,
      Map<String, Index> named) {
    if (binder instanceof Binder.Remaining) {
      indices.addAll(
          context
              .remaining()
              .orElseThrow(() -> Mistake.of(Message.REMAINING_UNKNOWN, binder.span())));
      return;
    }
    Binder.Index written = (Binder.Index) binder;
    Name name = written.name();
    if (name.text().equals(Index.BATCH.name())) {
      indices.add(Index.BATCH);
      return;
    }
    IndexNames.check(name, context);
    Index index = new Index(name.text(), extent(reduction, written, context));
    indices.add(index);
    if (named.put(name.text(), index) != null) {
      throw Mistake.of(Message.INDEX_TWICE, name.span(), name);
    }
  }

  private static int extent(
      Expression.Reduction reduction, Binder.Index written, EquationContext context) {
    if (written.bound().isPresent()) {
      return bound(written.bound().get(), context);
    }
    return context
        .sizes()
        .flatMap(sizes -> sizes.reduced(reduction, written.name().text()))
        .orElseThrow(
            () -> {
              String keyword = reduction.kind().keyword();
              return mentions(reduction, written.name().text())
                  ? Mistake.withHint(
                      Message.INDEX_WITHOUT_SIZE,
                      written.name().span(),
                      keyword + "[" + written.name() + " < 2] ...",
                      written.name())
                  : Mistake.of(
                      Message.INDEX_UNUSED, reduction.keywordSpan(), keyword, written.name());
            });
  }

  private static int bound(Expression bound, EquationContext context) {
    if (bound instanceof Expression.Reference reference
        && context.indices().containsKey(reference.name().text())) {
      throw Mistake.withHint(
          Message.BOUND_NOT_CONSTANT,
          bound.span(),
          "give the size, and write the condition after where",
          reference.name());
    }
    return Numbers.extent(bound, context.scope(), context.host()::warn);
  }

  private static void checkUsed(Expression.Reduction reduction, Map<String, Index> named) {
    for (Map.Entry<String, Index> entry : named.entrySet()) {
      if (!mentions(reduction, entry.getKey())) {
        Diagnostic told =
            Diagnostic.of(
                Message.INDEX_UNUSED,
                reduction.keywordSpan(),
                reduction.kind().keyword(),
                entry.getKey());
        boolean multiplies = reduction.kind() == ReducerKind.SUM;
        throw Mistake.of(
            multiplies
                ? told.withHint("this would multiply by " + entry.getValue().extent())
                : told.withHint("leave it out"));
      }
    }
  }

  private static boolean mentions(Expression.Reduction reduction, String index) {
    return Mentions.of(reduction.body()).contains(index)
        || (reduction.where().isPresent() && Mentions.of(reduction.where().get()).contains(index));
  }

  private static Typed reduce(
      Expression.Reduction reduction,
      List<Index> indices,
      Optional<Expr> where,
      Typed value,
      EquationContext context) {
    Reducer reducer = Reducer.valueOf(reduction.kind().name());
    if (indices.isEmpty()) {
      // '...' stood for no axes: the reduction is over a single value.
      return reducer == Reducer.ARGMAX
          ? Typed.element(new Expr.Literal(0), Kind.REAL, List.of())
          : value;
    }
    Expr.Reduce reduce = new Expr.Reduce(reducer, indices, where, value.expr());
    Expr result = reduce;
    if (indices.contains(Index.BATCH) && !context.top()) {
      result = lift(reduce, reduction.keywordSpan(), context);
    }
    Kind kind = reducer == Reducer.ARGMAX ? Kind.WHOLE : Kind.REAL;
    return Typed.element(result, kind, List.of());
  }

  private static Expr lift(Expr.Reduce reduce, Span span, EquationContext context) {
    boolean guarded =
        context.guards().stream().anyMatch(guard -> !ExprQueries.freeIndices(guard).isEmpty());
    if (guarded) {
      throw Mistake.withHint(
          Message.BATCH_UNDER_CONDITION, span, "give it a line of its own: m = mean[batch] ...");
    }
    return context.host().lift(reduce, context.target());
  }
}

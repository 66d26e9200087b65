package dev.layerc.elaborate;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.IndexRanges;
import dev.layerc.spec.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in an equation an expression stands: what its names mean there and what is known of its
 * indices. Immutable; going inwards gives a new one.
 *
 * @param indices the indices in force, by name
 * @param remaining those that {@code ...} stands for; empty where the equation has none
 * @param sizes the sizes found for reduced indices
 * @param indexPosition inside square brackets, shapes and guards: {@code /} floors
 * @param wholeTensors true where a bare tensor means all of its elements
 * @param guards conditions that hold here, each an expression over indices
 * @param ranges what follows from them for single indices
 * @param blocker the nearest enclosing operation that lets no gradient through
 * @param top true for the value of the equation itself
 * @param target the name being defined
 * @param term the summand that encloses the expression, for hints
 */
record EquationContext(
    Scope scope,
    EquationHost host,
    Map<String, Index> indices,
    Optional<List<Index>> remaining,
    Optional<IndexSizes> sizes,
    boolean indexPosition,
    boolean wholeTensors,
    List<Expr> guards,
    IndexRanges ranges,
    Optional<Blocker> blocker,
    boolean top,
    String target,
    Optional<Expression> term) {

  /** A place without indices, where bare tensors mean all of their elements. */
  static EquationContext of(Scope scope, EquationHost host) {
    return new EquationContext(
        scope,
        host,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        List.of(),
        IndexRanges.WHOLE,
        Optional.empty(),
        true,
        "",
        Optional.empty());
  }

  /** The right side of {@code target[left] = ...}. */
  EquationContext ofEquation(String name, IndexSizes found, Map<String, Index> left) {
    return new EquationContext(
        scope,
        host,
        left,
        found.remaining(),
        Optional.of(found),
        false,
        wholeTensors,
        guards,
        ranges,
        blocker,
        top,
        name,
        term);
  }

  EquationContext withWholeTensors(boolean allowed) {
    return new EquationContext(
        scope,
        host,
        indices,
        remaining,
        sizes,
        indexPosition,
        allowed,
        guards,
        ranges,
        blocker,
        top,
        target,
        term);
  }

  EquationContext inIndexPosition() {
    return new EquationContext(
        scope, host, indices, remaining, sizes, true, false, guards, ranges, blocker, false, target,
        term);
  }

  /** A part of the expression at hand. */
  EquationContext inner() {
    return !top
        ? this
        : new EquationContext(
            scope,
            host,
            indices,
            remaining,
            sizes,
            indexPosition,
            wholeTensors,
            guards,
            ranges,
            blocker,
            false,
            target,
            term);
  }

  EquationContext inTerm(Expression summand) {
    return new EquationContext(
        scope,
        host,
        indices,
        remaining,
        sizes,
        indexPosition,
        wholeTensors,
        guards,
        ranges,
        blocker,
        top,
        target,
        Optional.of(summand));
  }

  /** Where {@code condition} is known to hold, or not to hold. */
  EquationContext assuming(Expr condition, boolean holds) {
    List<Expr> more = new ArrayList<>(guards);
    more.add(holds ? condition : Fold.apply(dev.layerc.equation.Operator.NOT, condition));
    IndexRanges narrowed = holds ? ranges.assuming(condition) : ranges.assumingNot(condition);
    return new EquationContext(
        scope,
        host,
        indices,
        remaining,
        sizes,
        indexPosition,
        wholeTensors,
        more,
        narrowed,
        blocker,
        false,
        target,
        term);
  }

  EquationContext blockedBy(Blocker operation) {
    return new EquationContext(
        scope,
        host,
        indices,
        remaining,
        sizes,
        indexPosition,
        wholeTensors,
        guards,
        ranges,
        blocker.or(() -> Optional.of(operation)),
        false,
        target,
        term);
  }

  /** Inside a reduction, with its indices. */
  EquationContext reducing(Map<String, Index> bound) {
    Map<String, Index> all = new LinkedHashMap<>(indices);
    all.putAll(bound);
    return new EquationContext(
        scope,
        host,
        all,
        remaining,
        sizes,
        indexPosition,
        false,
        guards,
        ranges,
        blocker,
        false,
        target,
        term);
  }

  /** The body of a function: its own names, no indices of the caller. */
  EquationContext inFunction(Scope body) {
    return new EquationContext(
        body,
        host,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        indexPosition,
        wholeTensors,
        guards,
        ranges,
        blocker,
        false,
        target,
        Optional.empty());
  }
}

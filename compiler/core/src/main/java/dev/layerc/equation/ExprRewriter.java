package dev.layerc.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Walks and rebuilds expressions. A node whose parts stay the same stays the same object, so that
 * {@code ==} tells whether a rewrite did anything.
 */
public final class ExprRewriter {
  private ExprRewriter() {}

  /** The direct sub-expressions of a node, left to right. */
  public static List<Expr> children(Expr expr) {
    return expr.accept(ExprChildren.INSTANCE);
  }

  /** The node with other direct sub-expressions; the node itself if they are the ones it has. */
  public static Expr rebuild(Expr expr, List<Expr> children) {
    return same(children(expr), children) ? expr : expr.accept(new ExprRebuilder(children));
  }

  /** The node with {@code change} applied to each direct sub-expression. */
  public static Expr mapChildren(Expr expr, Function<Expr, Expr> change) {
    List<Expr> changed = new ArrayList<>();
    for (Expr child : children(expr)) {
      changed.add(change.apply(child));
    }
    return rebuild(expr, changed);
  }

  /**
   * Applies {@code rule} to every node, sub-expressions first; empty means no change. What a rule
   * yields is not visited again.
   */
  public static Expr bottomUp(Expr expr, Function<Expr, Optional<Expr>> rule) {
    Expr inner = mapChildren(expr, child -> bottomUp(child, rule));
    return rule.apply(inner).orElse(inner);
  }

  /** The first node, from the top, for which {@code rule} yields something is replaced by that. */
  public static Expr topDown(Expr expr, Function<Expr, Optional<Expr>> rule) {
    Optional<Expr> replaced = rule.apply(expr);
    return replaced.isPresent() ? replaced.get() : mapChildren(expr, child -> topDown(child, rule));
  }

  /** The equation with {@code change} applied to its place, its {@code where} and its value. */
  public static Equation mapExpressions(Equation equation, Function<Expr, Expr> change) {
    List<Expr> at = equation.at().stream().map(change).toList();
    Optional<Expr> where = equation.where().map(change);
    Expr value = change.apply(equation.value());
    boolean unchanged =
        same(equation.at(), at)
            && equation.where().orElse(null) == where.orElse(null)
            && equation.value() == value;
    return unchanged
        ? equation
        : new Equation(
            equation.target(),
            equation.indices(),
            at,
            where,
            value,
            equation.accumulate(),
            equation.origin());
  }

  /** The equation with {@code rule} applied to every node of it, sub-expressions first. */
  public static Equation bottomUp(Equation equation, Function<Expr, Optional<Expr>> rule) {
    return mapExpressions(equation, expr -> bottomUp(expr, rule));
  }

  /** The step with {@code change} applied to each of its equations. */
  public static Step mapEquations(Step step, Function<Equation, Equation> change) {
    if (step instanceof Recurrence recurrence) {
      List<Equation> changed = recurrence.equations().stream().map(change).toList();
      return new Recurrence(recurrence.time(), recurrence.descending(), changed);
    }
    return change.apply((Equation) step);
  }

  private static boolean same(List<Expr> before, List<Expr> after) {
    if (before.size() != after.size()) {
      throw new IllegalArgumentException(after.size() + " children for " + before.size());
    }
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return false;
      }
    }
    return true;
  }
}

package dev.layerc.elaborate;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a condition says about affine expressions, each in the form {@code affine <= 0}. */
final class Guards {
  private static final Affine ONE = Affine.constant(1);

  private Guards() {}

  static List<Affine> notPositive(Expr condition) {
    List<Affine> known = new ArrayList<>();
    collect(condition, true, known);
    return known;
  }

  private static void collect(Expr condition, boolean holds, List<Affine> known) {
    if (!(condition instanceof Expr.Apply apply)) {
      return;
    }
    if (apply.operator() == Operator.NOT) {
      collect(apply.operands().get(0), !holds, known);
    } else if (apply.operator() == (holds ? Operator.AND : Operator.OR)) {
      apply.operands().forEach(operand -> collect(operand, holds, known));
    } else if (apply.operator().isCondition() && apply.operands().size() == 2) {
      Optional<Affine> left = Affine.of(apply.operands().get(0));
      Optional<Affine> right = Affine.of(apply.operands().get(1));
      if (left.isPresent() && right.isPresent()) {
        collect(apply.operator(), left.get().minus(right.get()), holds, known);
      }
    }
  }

  private static void collect(
      Operator operator, Affine difference, boolean holds, List<Affine> known) {
    Affine opposite = difference.times(-1);
    switch (operator) {
      case LESS -> {
        known.add(holds ? difference.plus(ONE) : opposite);
      }
      case LESS_OR_EQUAL -> {
        known.add(holds ? difference : opposite.plus(ONE));
      }
      case GREATER -> {
        known.add(holds ? opposite.plus(ONE) : difference);
      }
      case GREATER_OR_EQUAL -> {
        known.add(holds ? opposite : difference.plus(ONE));
      }
      case EQUAL, NOT_EQUAL -> {
        if (holds == (operator == Operator.EQUAL)) {
          known.add(difference);
          known.add(opposite);
        }
      }
      default -> {}
    }
  }
}

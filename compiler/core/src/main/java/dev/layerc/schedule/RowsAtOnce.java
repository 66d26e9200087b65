package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;

/** How many rows a row form takes together, and which of them is meant. */
final class RowsAtOnce {
  /** Rows in one tile of vectors: with two vectors of each, 16 sums in 32 registers. */
  static final int IN_VECTORS = 8;

  /** Rows that are not kept but share packed panels: a few tiles, which the second cache holds. */
  private static final int SHARING = 64;

  private RowsAtOnce() {}

  /** How many rows a form takes together. */
  static int of(RowTile plan) {
    if (plan.rows().isEmpty()) {
      return 1;
    }
    if (!plan.inVectors()) {
      return TileShape.PLAIN.rows();
    }
    return Packing.isWorthIt(plan) ? Math.min(SHARING, plan.rows().get().extent()) : IN_VECTORS;
  }

  /** Which of the rows that a form takes together lies {@code below} the one of {@code scope}. */
  static Value number(RowTile plan, Scope scope, int below) {
    if (plan.kept() || !plan.inVectors() || plan.rows().isEmpty()) {
      return Wholes.constant(below);
    }
    Index rows = plan.rows().get();
    Value row = scope.of(rows);
    int atOnce = of(plan);
    if (rows.extent() > atOnce) {
      row =
          row instanceof Value.Whole whole
              ? Wholes.constant(whole.value() % atOnce)
              : new Value.Operation(Code.INT_REMAINDER, row, Wholes.constant(atOnce));
    }
    return Wholes.add(row, Wholes.constant(below));
  }
}

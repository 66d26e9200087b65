package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Code;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.function.Function;

/** How many rows a row form takes together, and which of them is meant. */
final class RowsAtOnce {
  /** Rows in one tile of vectors: with two vectors of each, 24 sums in 32 registers. */
  private static final int IN_VECTORS = 12;

  /**
   * The same where each row's numbers lie in an array of their own, since the arrays' addresses
   * take registers, too, of which there are 16; and where samples are summed, which more rows make
   * no faster.
   */
  private static final int FEWER = 8;

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
    return Packing.isWorthIt(plan)
        ? Math.min(SHARING / plan.vectorRows() * plan.vectorRows(), plan.rows().get().extent())
        : plan.vectorRows();
  }

  /** How many rows a tile of vectors takes. */
  static int inVectors(RowTile plan, Function<Tensor, Layout> layouts) {
    boolean ofArrays =
        plan.numberFactors().stream()
            .flatMap(factor -> ExprQueries.reads(factor).stream())
            .anyMatch(read -> isArrayOfRow(read, plan, layouts.apply(read.tensor())));
    return ofArrays || Packing.sumsBatch(plan) ? FEWER : IN_VECTORS;
  }

  /** True where another row of the target reads another array; what callers pass is one array. */
  private static boolean isArrayOfRow(Expr.Read read, RowTile plan, Layout layout) {
    Role role = read.tensor().role();
    if (role == Role.INPUT || role == Role.TARGET) {
      return false;
    }
    return layout.order().subList(0, layout.rowAxes()).stream()
        .flatMap(axis -> ExprQueries.freeIndices(read.at().get(axis)).stream())
        .anyMatch(index -> plan.rows().filter(index::equals).isPresent());
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

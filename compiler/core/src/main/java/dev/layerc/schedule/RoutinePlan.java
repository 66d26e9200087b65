package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The units of one routine, in order: each will be one method with its tiles. */
record RoutinePlan(List<Unit> units) {
  RoutinePlan {
    units = List.copyOf(units);
  }

  /** What becomes one method. */
  sealed interface Unit {
    List<Equation> equations();

    /** The row form of one of its equations. */
    default Optional<RowTile> rowTile(Equation equation) {
      return Optional.empty();
    }

    /** How it computes them, in words. */
    String strategy();

    /** The tensors that are read from memory by it, or could be. */
    default Set<Tensor> reads() {
      Set<Tensor> reads = new LinkedHashSet<>();
      equations().forEach(equation -> reads.addAll(ExprQueries.tensors(equation)));
      return reads;
    }
  }

  /** Written out for one sample. */
  record Straight(List<Equation> equations) implements Unit {
    static final String STRATEGY = "written out";

    Straight {
      equations = List.copyOf(equations);
    }

    @Override
    public String strategy() {
      return STRATEGY;
    }
  }

  /**
   * A loop nest; in row form where {@code tiles} has one for its first equation or, in a
   * recurrence, for some.
   */
  record Nest(Group group, Map<Equation, RowTile> tiles) implements Unit {
    Nest {
      tiles = Map.copyOf(tiles);
    }

    /** The row form of the first equation. */
    Optional<RowTile> rowTile() {
      return rowTile(group.first());
    }

    @Override
    public Optional<RowTile> rowTile(Equation equation) {
      return Optional.ofNullable(tiles.get(equation));
    }

    @Override
    public List<Equation> equations() {
      return group.equations();
    }

    @Override
    public String strategy() {
      String rows =
          rowTile().or(() -> tiles.values().stream().findFirst()).map(RowTile::strategy).orElse("");
      if (group.recurrence().isPresent()) {
        return rows.isEmpty() ? "loop over time" : "loop over time, " + rows;
      }
      return rows.isEmpty() ? "loops" : rows;
    }
  }

  /** The tensors that some unit reads after another, or the same in another way, computed them. */
  Set<Tensor> readAcrossUnits() {
    Set<Tensor> across = new LinkedHashSet<>();
    for (Unit unit : units) {
      Set<Tensor> own = new LinkedHashSet<>();
      unit.equations().forEach(equation -> own.add(equation.target()));
      unit.reads().stream().filter(tensor -> !own.contains(tensor)).forEach(across::add);
      if (unit instanceof Nest nest && nest.group().recurrence().isPresent()) {
        across.addAll(own);
      }
      unit.equations().forEach(equation -> across.addAll(readAtComputedPlaces(equation)));
      unit.equations().stream()
          .filter(Equation::accumulate)
          .forEach(equation -> across.add(equation.target()));
    }
    return across;
  }

  /** Tensors read at a place that another tensor holds: no local can stand for such an element. */
  private static List<Tensor> readAtComputedPlaces(Equation equation) {
    return ExprQueries.reads(equation).stream()
        .filter(read -> read.at().stream().anyMatch(at -> !ExprQueries.reads(at).isEmpty()))
        .map(Expr.Read::tensor)
        .toList();
  }

  /** The tensors that a row form writes, or reads along its rows: they need rows of their own. */
  Set<Tensor> inRows() {
    Set<Tensor> inRows = new LinkedHashSet<>();
    for (Unit unit : units) {
      for (Equation equation : unit.equations()) {
        unit.rowTile(equation)
            .ifPresent(
                tile -> {
                  inRows.add(tile.contraction().equation().target());
                  inRows.addAll(tile.rowOperands());
                });
      }
    }
    return inRows;
  }

  List<Equation> equations() {
    List<Equation> all = new ArrayList<>();
    units.forEach(unit -> all.addAll(unit.equations()));
    return all;
  }
}

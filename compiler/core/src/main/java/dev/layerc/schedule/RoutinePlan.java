package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The units of one routine, in order: each will be one method with its tiles. */
record RoutinePlan(List<Unit> units) {
  RoutinePlan {
    units = List.copyOf(units);
  }

  /** What becomes one method. */
  sealed interface Unit {
    List<Equation> equations();

    /** How one of its equations is tiled. */
    default Optional<Tile> tile(Equation equation) {
      return Optional.empty();
    }

    /** How those of its equations are tiled that are. */
    default Stream<Tile> tilesInOrder() {
      return equations().stream().flatMap(equation -> tile(equation).stream());
    }

    /** How it computes them, in words. */
    String strategy();

    /** The vectors in which it may be written out. */
    default Optional<LaneWidth> lanes() {
      return Optional.empty();
    }

    /** The tensors that are read from memory by it, or could be. */
    default Set<Tensor> reads() {
      Set<Tensor> reads = new LinkedHashSet<>();
      equations().forEach(equation -> reads.addAll(ExprQueries.tensors(equation)));
      return reads;
    }
  }

  /** Written out for one sample. */
  record Straight(List<Equation> equations, Optional<LaneWidth> lanes) implements Unit {
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
   * A training step written out: the equations for one sample, which add to {@code sums}, and what
   * moves the parameters in the end.
   */
  record StraightStep(
      List<Equation> perSample, List<Equation> moves, Set<Tensor> sums, Optional<LaneWidth> lanes)
      implements Unit {
    StraightStep {
      perSample = List.copyOf(perSample);
      moves = List.copyOf(moves);
    }

    @Override
    public List<Equation> equations() {
      return Stream.concat(perSample.stream(), moves.stream()).toList();
    }

    @Override
    public String strategy() {
      return "written out, the sums in locals";
    }
  }

  /**
   * A loop nest; in tiles where there is one for its first equation or, in a recurrence, for some.
   */
  record Nest(Group group, Map<Equation, Tile> tiles) implements Unit {
    Nest {
      tiles = Map.copyOf(tiles);
    }

    /** How the first equation is tiled. */
    Optional<Tile> tile() {
      return tile(group.first());
    }

    @Override
    public Optional<Tile> tile(Equation equation) {
      return Optional.ofNullable(tiles.get(equation));
    }

    @Override
    public List<Equation> equations() {
      return group.equations();
    }

    @Override
    public String strategy() {
      String form = tilesInOrder().findFirst().map(Tile::strategy).orElse("");
      if (group.recurrence().isPresent()) {
        return form.isEmpty() ? "loop over time" : "loop over time, " + form;
      }
      return form.isEmpty() ? "loops" : form;
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
      unit.tilesInOrder().forEach(tile -> across.addAll(tile.stored()));
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

  /** The tensors that tiles read or write along rows: they need rows of their own. */
  Set<Tensor> inRows() {
    return ofTiles(Tile::inRows);
  }

  private Set<Tensor> ofTiles(Function<Tile, Collection<Tensor>> tensors) {
    Set<Tensor> all = new LinkedHashSet<>();
    tiles().forEach(tile -> all.addAll(tensors.apply(tile)));
    return all;
  }

  private Stream<Tile> tiles() {
    return units.stream().flatMap(Unit::tilesInOrder);
  }

  /** What tiles and vectors need for themselves. */
  Set<Tensor> scratch() {
    Set<Tensor> scratch = ofTiles(Tile::scratch);
    units.forEach(
        unit -> unit.lanes().ifPresent(width -> scratch.addAll(width.scratch(unit.equations()))));
    return scratch;
  }

  /** The row forms of all units. */
  List<RowTile> rowTiles() {
    return tiles().filter(RowTile.class::isInstance).map(RowTile.class::cast).toList();
  }

  List<Equation> equations() {
    List<Equation> all = new ArrayList<>();
    units.forEach(unit -> all.addAll(unit.equations()));
    return all;
  }
}

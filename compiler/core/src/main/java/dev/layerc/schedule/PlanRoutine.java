package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides, step by step, what becomes straight-line code, what is tiled, what a loop nest. */
final class PlanRoutine {
  /**
   * Nodes in one straight-line method; a multiply-add has about five and takes 10 to 15 bytes of
   * bytecode, and HotSpot compiles no method over 8,000.
   */
  private static final long LARGEST_METHOD = 1_500;

  /** Sums that one method holds in locals. */
  private static final long MOST_SUMS = 64;

  private final ChooseOrders orders;

  /** What is used at once where it is made, and how one sample's is. */
  private final Map<Tensor, Optional<Equation>> passing;

  PlanRoutine(ChooseOrders orders) {
    this(orders, Map.of());
  }

  PlanRoutine(ChooseOrders orders, Map<Tensor, Optional<Equation>> passing) {
    this.orders = orders;
    this.passing = passing;
  }

  /** For a tiny network: as much as possible is written out. */
  static RoutinePlan straight(List<? extends Step> steps, Optional<LaneWidth> lanes) {
    List<RoutinePlan.Unit> units = new ArrayList<>();
    List<Equation> run = new ArrayList<>();
    long size = 0;
    for (Step step : steps) {
      Optional<Equation> one = straightForm(step);
      long more = one.map(Work::ofOneSample).orElse(0L);
      if (!run.isEmpty() && (one.isEmpty() || size + more > LARGEST_METHOD)) {
        units.add(new RoutinePlan.Straight(run, lanes));
        run = new ArrayList<>();
        size = 0;
      }
      if (one.isPresent()) {
        run.add(one.get());
        size += more;
      } else {
        FuseEquations.in(List.of(step)).forEach(group -> units.add(nest(group)));
      }
    }
    if (!run.isEmpty()) {
      units.add(new RoutinePlan.Straight(run, lanes));
    }
    return new RoutinePlan(units);
  }

  /** All of a training step written out, where it is small enough to be one method. */
  static Optional<RoutinePlan> straightStep(
      List<Step> forward,
      List<Step> backward,
      UpdateInPlace.Updating updating,
      Optional<LaneWidth> lanes) {
    List<Equation> sums = new ArrayList<>();
    long size = 0;
    for (Step step : Stream.concat(forward.stream(), backward.stream()).toList()) {
      Optional<Equation> one = straightForm(step);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      sums.add(one.get());
      size += Work.ofOneSample(one.get());
    }
    List<Equation> moves =
        updating.steps().stream()
            .flatMap(step -> step.equations().stream())
            .filter(equation -> UpdateEquations.isMove(equation.target()))
            .toList();
    size += moves.stream().mapToLong(Work::ofOneSample).sum();
    long numbers = updating.passing().keySet().stream().mapToLong(Tensor::size).sum();
    boolean fits = size <= LARGEST_METHOD && numbers <= MOST_SUMS;
    return fits
        ? Optional.of(
            new RoutinePlan(
                List.of(
                    new RoutinePlan.StraightStep(sums, moves, updating.passing().keySet(), lanes))))
        : Optional.empty();
  }

  private static Optional<Equation> straightForm(Step step) {
    return step instanceof Equation equation
        ? StraightLine.forOneSample(equation).filter(e -> Work.ofOneSample(e) <= LARGEST_METHOD)
        : Optional.empty();
  }

  private static RoutinePlan.Unit nest(Group group) {
    return new RoutinePlan.Nest(group, Map.of());
  }

  /** For all others: loops, in tiles where that is better. */
  RoutinePlan loops(List<Group> groups) {
    List<RoutinePlan.Unit> units = new ArrayList<>();
    for (Group group : groups) {
      Map<Equation, Tile> tiles = new LinkedHashMap<>();
      Optional<Index> time = group.recurrence().map(Recurrence::time);
      tiled(group)
          .forEach(equation -> tile(equation, time).ifPresent(tile -> tiles.put(equation, tile)));
      units.add(new RoutinePlan.Nest(group, tiles));
    }
    return new RoutinePlan(units);
  }

  /** The equations that can be tiled: the others of a group follow the first. */
  static List<Equation> tiled(Group group) {
    return group.recurrence().isPresent() ? group.equations() : List.of(group.first());
  }

  private Optional<Tile> tile(Equation equation, Optional<Index> time) {
    return Contraction.ofSome(equation).flatMap(contraction -> tile(contraction, time));
  }

  private Optional<Tile> tile(Contraction contraction, Optional<Index> time) {
    Optional<Tile> tile =
        isInPlace(contraction) ? orders.tile(contraction, time) : Optional.empty();
    Optional<Equation> ofOne = passing.get(contraction.equation().target());
    return ofOne == null ? tile : tile.flatMap(form -> notKept(form, ofOne));
  }

  private Optional<Tile> notKept(Tile tile, Optional<Equation> ofOne) {
    if (tile instanceof DotTile dots) {
      return Optional.of(dots.notKept());
    }
    return Optional.of((RowTile) tile)
        .filter(rows -> SplitSum.of(rows.contraction()).startsWithConstant())
        .map(rows -> rows.notKept(ofOne.flatMap(this::formOfOne)));
  }

  /** The form in which one sample is added, if that is all there is to add. */
  private Optional<RowTile> formOfOne(Equation equation) {
    return Contraction.of(equation)
        .flatMap(orders::rowTile)
        .filter(form -> form.inner().isBatch() && form.outerReduced().isEmpty());
  }

  /** True where tiles can add to the target in place. */
  static boolean isInPlace(Contraction contraction) {
    return !contraction.equation().accumulate() || SplitSum.isPlainSum(contraction);
  }

  /** Why an equation of a tiny network is not written out, in words. */
  static String refusal(Equation equation) {
    return StraightLine.forOneSample(equation)
        .map(one -> Work.ofOneSample(one) + " operations; a method has at most " + LARGEST_METHOD)
        .orElseGet(() -> StraightLine.refusal(equation));
  }
}

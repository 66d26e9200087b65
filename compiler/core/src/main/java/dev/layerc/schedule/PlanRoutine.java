package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides, step by step, what becomes straight-line code, what a row form, what a loop nest. */
final class PlanRoutine {
  /**
   * Nodes in one straight-line method; a multiply-add has about five and takes 10 to 15 bytes of
   * bytecode, and HotSpot compiles no method over 8,000.
   */
  private static final long LARGEST_METHOD = 1_500;

  private final ChooseOrders orders;

  PlanRoutine(ChooseOrders orders) {
    this.orders = orders;
  }

  /** For a tiny network: as much as possible is written out. */
  static RoutinePlan straight(List<? extends Step> steps) {
    List<RoutinePlan.Unit> units = new ArrayList<>();
    List<Equation> run = new ArrayList<>();
    long size = 0;
    for (Step step : steps) {
      Optional<Equation> one = straightForm(step);
      long more = one.map(Work::ofOneSample).orElse(0L);
      if (!run.isEmpty() && (one.isEmpty() || size + more > LARGEST_METHOD)) {
        units.add(new RoutinePlan.Straight(run));
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
      units.add(new RoutinePlan.Straight(run));
    }
    return new RoutinePlan(units);
  }

  private static Optional<Equation> straightForm(Step step) {
    return step instanceof Equation equation
        ? StraightLine.forOneSample(equation).filter(e -> Work.ofOneSample(e) <= LARGEST_METHOD)
        : Optional.empty();
  }

  private static RoutinePlan.Unit nest(Group group) {
    return new RoutinePlan.Nest(group, Map.of());
  }

  /** For all others: loops, in row form where that is better. */
  RoutinePlan loops(List<Group> groups) {
    List<RoutinePlan.Unit> units = new ArrayList<>();
    for (Group group : groups) {
      Map<Equation, RowTile> tiles = new LinkedHashMap<>();
      Optional<Index> time = group.recurrence().map(Recurrence::time);
      tiled(group)
          .forEach(
              equation -> rowTile(equation, time).ifPresent(tile -> tiles.put(equation, tile)));
      units.add(new RoutinePlan.Nest(group, tiles));
    }
    return new RoutinePlan(units);
  }

  /** The equations that can have a row form: the others of a group follow the first. */
  static List<Equation> tiled(Group group) {
    return group.recurrence().isPresent() ? group.equations() : List.of(group.first());
  }

  private Optional<RowTile> rowTile(Equation equation, Optional<Index> time) {
    return Contraction.of(equation).flatMap(contraction -> rowTile(contraction, time));
  }

  private Optional<RowTile> rowTile(Contraction contraction, Optional<Index> time) {
    return isInPlace(contraction) ? orders.rowTile(contraction, time) : Optional.empty();
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

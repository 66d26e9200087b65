package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The points at which straight-line code evaluates something, one after the other. */
final class Points {
  private Points() {}

  /** All values of the indices but the batch's. */
  static List<Scope> of(List<Index> indices, Scope scope) {
    List<Scope> points = List.of(scope);
    for (Index index : indices) {
      points = finer(points, index, 1, Wholes::constant);
    }
    return points;
  }

  /** The same with the values of one index in vectors. */
  static List<Scope> inLanes(List<Index> indices, Index lane, int lanes, Scope scope) {
    List<Scope> points = List.of(scope);
    for (Index index : indices) {
      points =
          index.equals(lane)
              ? finer(points, index, lanes, LanePlaces::from)
              : finer(points, index, 1, Wholes::constant);
    }
    return points;
  }

  private static List<Scope> finer(
      List<Scope> points, Index index, int step, IntFunction<Value> value) {
    if (index.isBatch()) {
      return points;
    }
    List<Scope> finer = new ArrayList<>();
    for (Scope point : points) {
      for (int i = 0; i < index.extent(); i += step) {
        finer.add(point.with(index, value.apply(i)));
      }
    }
    return finer;
  }
}

package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where copies are 0, since they were made with what is read beyond the edges of something smaller:
 * of {@code x'[i] = x[i-2 else 0]}, all places are but those for which {@code i-2} is one of x. A
 * copy of such a copy has its zeros.
 */
final class Edges {
  /**
   * A tensor is 0 where a place in terms of its axes' indices is not from 0 to before an extent.
   */
  record Inside(Affine place, int extent) {}

  private record Copy(List<Index> indices, List<Inside> insides) {}

  private final Map<Tensor, Copy> copies = new LinkedHashMap<>();

  private Edges() {}

  /** The edges of all that some routines make. */
  static Edges in(List<List<Step>> routines) {
    Edges edges = new Edges();
    for (List<Step> routine : routines) {
      routine.stream().flatMap(step -> step.equations().stream()).forEach(edges::add);
    }
    return edges;
  }

  /** What is written in more than one way has none. */
  private void add(Equation equation) {
    Copy copy = new Copy(equation.indices(), insides(equation));
    Copy before = copies.putIfAbsent(equation.target(), copy);
    if (before != null && !before.equals(copy)) {
      copies.put(equation.target(), new Copy(List.of(), List.of()));
    }
  }

  private List<Inside> insides(Equation equation) {
    boolean isCopy = equation.isGather() && equation.where().isEmpty() && !equation.accumulate();
    return isCopy && equation.value() instanceof Expr.Read read ? of(read) : List.of();
  }

  /** Where a read may be other than 0. */
  List<Inside> of(Expr.Read read) {
    List<Inside> insides = new ArrayList<>();
    Copy copy = copies.getOrDefault(read.tensor(), new Copy(List.of(), List.of()));
    copy.insides().forEach(inside -> at(read, copy, inside).ifPresent(insides::add));
    if (read.otherwise().isPresent() && read.otherwise().getAsDouble() == 0) {
      IntStream.range(read.tensor().perSample() ? 1 : 0, read.at().size())
          .boxed()
          .flatMap(axis -> inside(read, axis).stream())
          .forEach(insides::add);
    }
    return insides;
  }

  private static Optional<Inside> inside(Expr.Read read, int axis) {
    int extent = read.tensor().extent(axis);
    return Affine.of(read.at().get(axis))
        .filter(place -> !place.range().within(extent))
        .map(place -> new Inside(place, extent));
  }

  /** What holds of the copy's indices, of those of a read of it. */
  private static Optional<Inside> at(Expr.Read read, Copy copy, Inside inside) {
    Affine place = Affine.constant(inside.place().constant());
    for (Index index : inside.place().indices()) {
      Optional<Affine> there = Affine.of(read.at().get(copy.indices().indexOf(index)));
      if (there.isEmpty()) {
        return Optional.empty();
      }
      place = place.plus(there.get().times(inside.place().coefficient(index)));
    }
    return Optional.of(new Inside(place, inside.extent()));
  }
}

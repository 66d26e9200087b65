package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A copy of what a sum reads against the grain of its result, in rows along those of the result.
 * Where a window slides along such a row, the copy has a row for each place of the window; all
 * other axes are as they were.
 *
 * <pre>{@code
 * dK[o,c,k,l] = sum[i,j] dy[o,i,j]*x[c,i+k,j+l]      with rows of dK along l and c
 * x'[i,j,l,c] = x[c,i,j+l]                           so that x[c,i+k,j+l] is x'[i+k,j,l,c]
 * }</pre>
 */
final class RowCopy {
  private final Expr.Read read;

  /** The indices along the row, in order. */
  private final List<Index> row;

  /** For each axis of the original its place, where indices of the row are in it. */
  private final List<Optional<Affine>> slides = new ArrayList<>();

  private RowCopy(Expr.Read read, List<Index> row) {
    this.read = read;
    this.row = row;
  }

  /** The copy for a read; empty where there is none, or where it is read so already. */
  static Optional<OperandCopy> of(Expr.Read read, List<Index> row) {
    RowCopy copy = new RowCopy(read, row);
    return read.otherwise().isEmpty() && copy.findsEachOnce()
        ? Optional.of(copy.build())
        : Optional.empty();
  }

  /** Looks for the indices of the row: true if each is on an axis, and no two on the same. */
  private boolean findsEachOnce() {
    List<Index> found = new ArrayList<>();
    for (Expr place : read.at()) {
      List<Index> here = row.stream().filter(index -> Contraction.depends(place, index)).toList();
      Optional<Affine> slide =
          here.isEmpty()
              ? Optional.empty()
              : Affine.of(place).filter(p -> p.indices().stream().noneMatch(Index::isBatch));
      if (here.size() > 1 || slide.isPresent() != (here.size() == 1)) {
        return false;
      }
      slides.add(slide);
      found.addAll(here);
    }
    return found.size() == row.size() && found.containsAll(row);
  }

  private OperandCopy build() {
    Tensor tensor = read.tensor();
    int samples = tensor.perSample() ? 1 : 0;
    List<Integer> shape = new ArrayList<>();
    List<Expr> at = new ArrayList<>(read.at().subList(0, samples));
    for (int axis = samples; axis < tensor.rank(); axis++) {
      if (slides.get(axis).isEmpty()) {
        shape.add(tensor.extent(axis));
        at.add(read.at().get(axis));
      }
    }
    List<Index> own = new ArrayList<>();
    slides.forEach(slide -> slide.ifPresent(place -> own.addAll(others(place, own))));
    own.addAll(row);
    own.forEach(
        index -> {
          shape.add(index.extent());
          at.add(new Expr.IndexValue(index));
        });
    Tensor copy = OperandCopy.copy(tensor, name(), shape);
    List<Index> indices = OperandCopy.indices(copy);
    Expr.Read from = new Expr.Read(tensor, from(indices, own));
    return new OperandCopy(new Expr.Read(copy, at), indices, from);
  }

  /** The indices of a place that are not in the row, nor among those that have an axis. */
  private List<Index> others(Affine place, List<Index> known) {
    return place.indices().stream()
        .filter(index -> !row.contains(index) && !known.contains(index))
        .toList();
  }

  /** The places in the original; the last of the copy's indices stand for {@code own}. */
  private List<Expr> from(List<Index> indices, List<Index> own) {
    int kept = indices.size() - own.size();
    List<Index> asTheyAre = new ArrayList<>(indices.subList(0, kept));
    List<Expr> from = new ArrayList<>();
    for (Optional<Affine> slide : slides) {
      Affine moved = slide.map(place -> Affine.constant(place.constant())).orElse(null);
      if (moved == null) {
        from.add(new Expr.IndexValue(asTheyAre.remove(0)));
        continue;
      }
      for (Index index : slide.get().indices()) {
        Affine here = Affine.of(indices.get(kept + own.indexOf(index)));
        moved = moved.plus(here.times(slide.get().coefficient(index)));
      }
      from.add(moved.toExpr());
    }
    return from;
  }

  /** {@code rows 3 by 64 over axes 3 by 16 and 1}: the extents, and where the rows come from. */
  private String name() {
    StringJoiner extents = new StringJoiner(" by ");
    StringJoiner axes = new StringJoiner(" and ");
    for (Index index : row) {
      extents.add(Integer.toString(index.extent()));
      for (int axis = 0; axis < slides.size(); axis++) {
        int number = axis;
        slides
            .get(axis)
            .filter(place -> place.coefficient(index) != 0)
            .ifPresent(place -> axes.add(number + steps(place, index)));
      }
    }
    return "rows " + extents + OperandCopy.OVER + "axes " + axes;
  }

  private static String steps(Affine place, Index index) {
    StringBuilder text = new StringBuilder(OperandCopy.step(place.coefficient(index)));
    for (Index other : place.indices()) {
      if (!other.equals(index)) {
        text.append(" by ").append(other.extent());
        text.append(OperandCopy.step(place.coefficient(other)));
      }
    }
    return place.constant() == 0 ? text.toString() : text + " from " + place.constant();
  }
}

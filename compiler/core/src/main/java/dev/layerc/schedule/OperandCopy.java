package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * A copy of a tensor, and a read of it that stands for a read of the original.
 *
 * @param from a read of the original at the indices {@code at} of the copy
 */
record OperandCopy(Expr.Read read, List<Index> at, Expr.Read from) {

  Tensor tensor() {
    return read.tensor();
  }

  /** What makes the copy. */
  Equation equation(Origin origin) {
    return Equation.gather(tensor(), at, from, origin);
  }

  /** The axes in another order: {@code axis} is the last one. */
  static OperandCopy transposed(Expr.Read read, int axis) {
    Tensor tensor = read.tensor();
    List<Integer> axes = new ArrayList<>(IntStream.range(0, tensor.rank()).boxed().toList());
    axes.remove(Integer.valueOf(axis));
    axes.add(axis);
    List<Integer> shape = axes.stream().map(tensor.shape()::get).toList();
    Tensor copy = copy(tensor, "along " + axis, shape);
    List<Index> indices = indices(copy);
    List<Expr> at =
        IntStream.range(0, axes.size())
            .<Expr>mapToObj(i -> new Expr.IndexValue(indices.get(axes.indexOf(i))))
            .toList();
    List<Expr> places = axes.stream().map(read.at()::get).toList();
    return new OperandCopy(new Expr.Read(copy, places), indices, new Expr.Read(tensor, at));
  }

  /**
   * With all that is read beyond its edges; empty where nothing is, or where only running tells
   * what.
   */
  static Optional<OperandCopy> padded(Expr.Read read) {
    if (read.otherwise().isEmpty()) {
      return Optional.empty();
    }
    Tensor tensor = read.tensor();
    List<Integer> shape = new ArrayList<>();
    List<Long> lows = new ArrayList<>();
    for (int axis = 1; axis < tensor.rank(); axis++) {
      Interval range = Interval.of(read.at().get(axis));
      if (!range.isBounded() || range.isEmpty()) {
        return Optional.empty();
      }
      long low = Math.min(0, range.low());
      lows.add(low);
      shape.add((int) (Math.max(tensor.extent(axis) - 1L, range.high()) - low + 1));
    }
    return Optional.of(padded(read, copy(tensor, paddings(tensor, lows, shape), shape), lows));
  }

  /**
   * {@code padded 0 2 2}: by how much along each axis, and after it, where that is not the same.
   */
  private static String paddings(Tensor tensor, List<Long> lows, List<Integer> shape) {
    StringJoiner before = new StringJoiner(" ");
    StringJoiner after = new StringJoiner(" ");
    for (int i = 0; i < shape.size(); i++) {
      before.add(Long.toString(-lows.get(i)));
      after.add(Long.toString(shape.get(i) - tensor.shape().get(i) + lows.get(i)));
    }
    String same = "padded " + before;
    return before.toString().equals(after.toString()) ? same : same + " and " + after;
  }

  private static OperandCopy padded(Expr.Read read, Tensor copy, List<Long> lows) {
    List<Index> indices = indices(copy);
    List<Expr> from = new ArrayList<>(List.of(new Expr.IndexValue(Index.BATCH)));
    List<Expr> places = new ArrayList<>(List.of(read.at().get(0)));
    for (int axis = 1; axis < copy.rank(); axis++) {
      long low = lows.get(axis - 1);
      from.add(shifted(new Expr.IndexValue(indices.get(axis)), low));
      places.add(shifted(read.at().get(axis), -low));
    }
    OptionalDouble otherwise = read.otherwise();
    return new OperandCopy(
        new Expr.Read(copy, places), indices, new Expr.Read(read.tensor(), from, otherwise));
  }

  /**
   * What windows that slide along the last axis read, window place by window place:
   *
   * <pre>{@code
   * x'[c,i,l,j] = x[c,i,2*j+l]      so that x[c,i,2*j+l] is x'[c,i,l,j]
   * }</pre>
   *
   * The index {@code along} is alone on the last axis of the copy; empty where it is already.
   */
  static Optional<OperandCopy> windows(Expr.Read read, Index along) {
    int last = read.at().size() - 1;
    Optional<Affine> place =
        Affine.of(read.at().get(last))
            .filter(affine -> affine.asIndex().isEmpty() && affine.coefficient(along) != 0)
            .filter(affine -> affine.indices().stream().noneMatch(Index::isBatch));
    return read.otherwise().isPresent() ? Optional.empty() : place.map(at -> windows(read, at, along));
  }

  private static OperandCopy windows(Expr.Read read, Affine place, Index along) {
    List<Index> slid = new ArrayList<>(place.indices());
    slid.remove(along);
    slid.add(along);
    Tensor tensor = read.tensor();
    List<Integer> shape = new ArrayList<>(tensor.shape().subList(0, tensor.shape().size() - 1));
    slid.forEach(index -> shape.add(index.extent()));
    Tensor copy = copy(tensor, "windows " + sliding(place, slid), shape);
    List<Index> indices = indices(copy);
    int kept = indices.size() - slid.size();
    List<Expr> from =
        new ArrayList<>(
            indices.subList(0, kept).stream().<Expr>map(Expr.IndexValue::new).toList());
    List<Expr> places = new ArrayList<>(read.at().subList(0, kept));
    Affine slides = Affine.constant(place.constant());
    for (int i = 0; i < slid.size(); i++) {
      long by = place.coefficient(slid.get(i));
      slides = slides.plus(Affine.of(indices.get(kept + i)).times(by));
      places.add(new Expr.IndexValue(slid.get(i)));
    }
    from.add(slides.toExpr());
    return new OperandCopy(new Expr.Read(copy, places), indices, new Expr.Read(tensor, from));
  }

  /** {@code 5 by 10}: the extents, each with its step where that is not 1, and the first place. */
  private static String sliding(Affine place, List<Index> slid) {
    StringJoiner text = new StringJoiner(" by ");
    for (Index index : slid) {
      long step = place.coefficient(index);
      text.add(index.extent() + (step == 1 ? "" : " step " + step).replace("-", "back "));
    }
    return place.constant() == 0 ? text.toString() : text + " from " + place.constant();
  }

  private static Expr shifted(Expr place, long by) {
    return by == 0
        ? place
        : Affine.of(place)
            .map(affine -> affine.plus(Affine.constant(by)).toExpr())
            .orElseGet(() -> new Expr.Apply(Operator.ADD, place, new Expr.Literal(by)));
  }

  private static Tensor copy(Tensor of, String how, List<Integer> shape) {
    return new Tensor(of.name() + " " + how, Role.VALUE, of.type(), shape, of.perSample());
  }

  private static List<Index> indices(Tensor copy) {
    List<Index> indices = new ArrayList<>();
    if (copy.perSample()) {
      indices.add(Index.BATCH);
    }
    for (int extent : copy.shape()) {
      indices.add(new Index("i" + (indices.size() + 1), extent));
    }
    return indices;
  }
}

package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
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
  /** Stands in a name before what need not be read. */
  static final String OVER = " over ";

  Tensor tensor() {
    return read.tensor();
  }

  /** What makes the copy. */
  Equation equation(Origin origin) {
    return Equation.gather(tensor(), at, from, origin);
  }

  /** True where what lies side by side in the copy does so in the original. */
  boolean keepsRows() {
    Expr last = from.at().get(from.at().size() - 1);
    return ExprQueries.freeIndices(last).contains(at.get(at.size() - 1));
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
    for (int axis = firstAxis(tensor); axis < tensor.rank(); axis++) {
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
    List<Expr> from = new ArrayList<>();
    List<Expr> places = new ArrayList<>();
    if (copy.perSample()) {
      from.add(new Expr.IndexValue(Index.BATCH));
      places.add(read.at().get(0));
    }
    for (int axis = firstAxis(copy); axis < copy.rank(); axis++) {
      long low = lows.get(axis - firstAxis(copy));
      from.add(shifted(new Expr.IndexValue(indices.get(axis)), low));
      places.add(shifted(read.at().get(axis), -low));
    }
    OptionalDouble otherwise = read.otherwise();
    return new OperandCopy(
        new Expr.Read(copy, places), indices, new Expr.Read(read.tensor(), from, otherwise));
  }

  /**
   * What windows that slide along the last axes read, window place by window place:
   *
   * <pre>{@code
   * x'[c,k,l,i,j] = x[c,i+k,2*j+l]      so that x[c,i+k,2*j+l] is x'[c,k,l,i,j]
   * }</pre>
   *
   * The indices {@code along} are alone on the last axes of the copy; empty where they are already,
   * or do not occur on these axes in order.
   */
  static Optional<OperandCopy> windows(Expr.Read read, List<Index> along) {
    int kept = read.at().size() - along.size();
    if (read.otherwise().isPresent() || kept < 0) {
      return Optional.empty();
    }
    List<Affine> places = new ArrayList<>();
    boolean slides = false;
    for (int i = 0; i < along.size(); i++) {
      Optional<Affine> place = Affine.of(read.at().get(kept + i));
      if (place.isEmpty() || !isWindow(place.get(), along, i)) {
        return Optional.empty();
      }
      slides |= place.get().asIndex().isEmpty();
      places.add(place.get());
    }
    return slides ? Optional.of(windows(read, places, along)) : Optional.empty();
  }

  /** True where a place depends on this one of the indices, on no other, and on no sample. */
  private static boolean isWindow(Affine place, List<Index> along, int number) {
    return place.coefficient(along.get(number)) != 0
        && place.indices().stream().noneMatch(Index::isBatch)
        && along.stream()
            .filter(index -> !index.equals(along.get(number)))
            .allMatch(index -> place.coefficient(index) == 0);
  }

  private static OperandCopy windows(Expr.Read read, List<Affine> slides, List<Index> along) {
    List<Index> slid = new ArrayList<>();
    slides.forEach(
        place -> place.indices().stream().filter(i -> !slid.contains(i)).forEach(slid::add));
    slid.removeAll(along);
    slid.addAll(along);
    Tensor tensor = read.tensor();
    int kept = read.at().size() - along.size();
    List<Integer> shape =
        new ArrayList<>(tensor.shape().subList(0, tensor.shape().size() - along.size()));
    slid.forEach(index -> shape.add(index.extent()));
    Tensor copy = copy(tensor, "windows " + sliding(slides, slid, along.size()), shape);
    List<Index> indices = indices(copy);
    List<Expr> from =
        new ArrayList<>(indices.subList(0, kept).stream().<Expr>map(Expr.IndexValue::new).toList());
    for (Affine place : slides) {
      Affine moved = Affine.constant(place.constant());
      for (Index index : place.indices()) {
        Index own = indices.get(kept + slid.indexOf(index));
        moved = moved.plus(Affine.of(own).times(place.coefficient(index)));
      }
      from.add(moved.toExpr());
    }
    List<Expr> places = new ArrayList<>(read.at().subList(0, kept));
    slid.forEach(index -> places.add(new Expr.IndexValue(index)));
    return new OperandCopy(new Expr.Read(copy, places), indices, new Expr.Read(tensor, from));
  }

  /**
   * What windows read that slide along the last two axes, for each place on the last alone: along
   * the other they slide over the rows of the copy.
   *
   * <pre>{@code
   * x'[c,l,i,j] = x[c,i,j+l]      so that x[c,i+k,j+l] is x'[c,l,i+k,j]
   * }</pre>
   *
   * Empty where they do not move by one along the other axis, or not at all along the last.
   */
  static Optional<OperandCopy> shifts(Expr.Read read, List<Index> along) {
    int last = read.at().size() - 1;
    if (along.size() != 2 || last < 1 || read.otherwise().isPresent()) {
      return Optional.empty();
    }
    Index lane = along.get(1);
    return Affine.of(read.at().get(last - 1))
        .filter(row -> row.coefficient(along.get(0)) == 1 && row.coefficient(lane) == 0)
        .flatMap(row -> Affine.of(read.at().get(last)))
        .filter(place -> isWindow(place, along, 1) && place.asIndex().isEmpty())
        .map(place -> shifts(read, place, lane));
  }

  private static OperandCopy shifts(Expr.Read read, Affine place, Index lane) {
    int last = read.at().size() - 1;
    Tensor tensor = read.tensor();
    List<Index> slid = new ArrayList<>(place.indices());
    slid.remove(lane);
    List<Integer> shape = new ArrayList<>(tensor.shape().subList(0, tensor.shape().size() - 2));
    slid.forEach(index -> shape.add(index.extent()));
    shape.add(tensor.extent(last - 1));
    shape.add(lane.extent());
    List<Affine> slides = List.of(place);
    String rows = tensor.extent(last - 1) + " by " + extents(slides, List.of(lane));
    String start = place.constant() == 0 ? "" : " from " + place.constant();
    Tensor copy = copy(tensor, "shifts " + extents(slides, slid) + OVER + rows + start, shape);
    List<Index> indices = indices(copy);
    Affine moved = Affine.constant(place.constant());
    for (Index index : place.indices()) {
      int axis = index.equals(lane) ? indices.size() - 1 : last - 1 + slid.indexOf(index);
      moved = moved.plus(Affine.of(indices.get(axis)).times(place.coefficient(index)));
    }
    List<Expr> from = new ArrayList<>(values(indices.subList(0, last - 1)));
    from.add(new Expr.IndexValue(indices.get(indices.size() - 2)));
    from.add(moved.toExpr());
    List<Expr> places = new ArrayList<>(read.at().subList(0, last - 1));
    places.addAll(values(slid));
    places.add(read.at().get(last - 1));
    places.add(new Expr.IndexValue(lane));
    return new OperandCopy(new Expr.Read(copy, places), indices, new Expr.Read(tensor, from));
  }

  private static List<Expr> values(List<Index> indices) {
    return indices.stream().<Expr>map(Expr.IndexValue::new).toList();
  }

  /** {@code 5 by 5 over 28 by 28}: the windows' extents, and how far they slide. */
  private static String sliding(List<Affine> slides, List<Index> slid, int along) {
    int windows = slid.size() - along;
    StringJoiner all = new StringJoiner(" from ");
    all.add(
        extents(slides, slid.subList(0, windows))
            + OVER
            + extents(slides, slid.subList(windows, slid.size())));
    slides.stream()
        .filter(place -> place.constant() != 0)
        .forEach(place -> all.add(Long.toString(place.constant())));
    return all.toString();
  }

  /** {@code 5 by 5 step 2}: the extents, with the steps where these are not 1. */
  private static String extents(List<Affine> slides, List<Index> indices) {
    StringJoiner text = new StringJoiner(" by ");
    for (Index index : indices) {
      StringBuilder word = new StringBuilder().append(index.extent());
      for (Affine place : slides) {
        long step = place.coefficient(index);
        if (step != 0) {
          word.append(step(step));
        }
      }
      text.add(word);
    }
    return text.toString();
  }

  /** {@code step 2}; nothing for a step of one. */
  static String step(long step) {
    if (step == 1) {
      return "";
    }
    return step > 0 ? " step " + step : " back " + -step;
  }

  /** The part of a name that tells a reader enough. */
  static String shortName(String name) {
    return name.contains(OVER) ? name.substring(0, name.lastIndexOf(OVER)) : name;
  }

  /** The first axis after the samples'. */
  private static int firstAxis(Tensor tensor) {
    return tensor.perSample() ? 1 : 0;
  }

  private static Expr shifted(Expr place, long by) {
    return by == 0
        ? place
        : Affine.of(place)
            .map(affine -> affine.plus(Affine.constant(by)).toExpr())
            .orElseGet(() -> new Expr.Apply(Operator.ADD, place, new Expr.Literal(by)));
  }

  static Tensor copy(Tensor of, String how, List<Integer> shape) {
    return new Tensor(of.name() + " " + how, Role.VALUE, of.type(), shape, of.perSample());
  }

  /** The indices at which a copy is made. */
  static List<Index> indices(Tensor copy) {
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

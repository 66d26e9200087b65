package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts a contraction on copies of its operands, and tells whether these pay. */
final class OnCopies {
  private static final List<OperandCopy> NONE = List.of();

  private final ChooseOrders orders;
  private final boolean forSeveralSamples;
  private final Map<Tensor, Tensor> originals = new LinkedHashMap<>();
  private final Set<Tensor> windows = new LinkedHashSet<>();
  private final OnRowCopies onRows;
  private Set<Tensor> computing = Set.of();

  OnCopies(ChooseOrders orders, boolean forSeveralSamples) {
    this.orders = orders;
    this.forSeveralSamples = forSeveralSamples;
    this.onRows = new OnRowCopies(orders);
  }

  /** From now on, contractions are of a step that computes these: they are not copied. */
  void beginStep(Set<Tensor> targets) {
    computing = targets;
  }

  /** The copies of what windows slide over, of all contractions so far. */
  Set<Tensor> windows() {
    return windows;
  }

  /** The copies in rows of each sample alone, of all contractions so far. */
  Set<Tensor> rows() {
    return onRows.rows();
  }

  /** What a row form on copies would run along. */
  Optional<Index> laneOf(Contraction contraction) {
    return RowTile.laneOf(contraction, read -> orders.layoutOf(read.tensor()));
  }

  /**
   * An equation on copies of its operands.
   *
   * @param made the copies
   * @param refusal why they do not pay, in words
   */
  record Changed(Equation equation, Map<Tensor, OperandCopy> made, Optional<String> refusal) {}

  /** The contraction on copies of what runs against {@code lane}; within a recurrence over time. */
  Changed of(Contraction contraction, Index lane, Optional<Index> time) {
    Map<Tensor, OperandCopy> made = new LinkedHashMap<>();
    Equation changed =
        ExprRewriter.mapExpressions(
            contraction.equation(), expr -> readingCopies(expr, lane, contraction, made));
    Optional<String> refusal = refusal(contraction, changed, made, time);
    return refusal
        .filter(why -> forSeveralSamples)
        .flatMap(why -> onRows.of(contraction, computing, time))
        .map(rows -> new Changed(rows.equation(), rows.made(), Optional.empty()))
        .orElseGet(() -> new Changed(changed, made, refusal));
  }

  private Optional<String> refusal(
      Contraction contraction,
      Equation changed,
      Map<Tensor, OperandCopy> copies,
      Optional<Index> time) {
    if (copies.isEmpty()) {
      return Optional.of(
          forSeveralSamples
              ? "no copy of an operand would run along " + laneOf(contraction).orElseThrow()
              : "a copy pays where several samples share it, and one may be predicted alone");
    }
    Optional<RowTile> tile =
        Contraction.of(changed).flatMap(rows -> orders.rowTile(rows, time, this::layoutOf));
    if (tile.isEmpty()) {
      return Optional.of("there is no row form on copies of " + copies.keySet() + " either");
    }
    double cost =
        orders.costs().of(tile.get())
            + copies.values().stream().mapToDouble(orders.costs()::ofCopy).sum();
    long elements = copies.keySet().stream().mapToLong(Tensor::size).sum();
    return cost < orders.costOf(contraction, time)
        ? Optional.empty()
        : Optional.of(orders.costs().inWords(cost) + ", with copies of " + elements + " numbers");
  }

  /** True for what belongs to a sample. */
  private static boolean isData(Tensor tensor) {
    return tensor.perSample() || tensor.role() == Role.INPUT || tensor.role() == Role.VALUE;
  }

  private Layout layoutOf(Tensor tensor) {
    Tensor original = originals.getOrDefault(tensor, tensor);
    if (windows.contains(tensor) && !tensor.perSample()) {
      return Layout.planes(tensor.rank());
    }
    return orders.isBatchInnermost(original)
        ? Layout.batchInnermost(tensor.rank())
        : orders.layoutOf(tensor.perSample() ? original : tensor);
  }

  private Expr readingCopies(
      Expr expr, Index lane, Contraction contraction, Map<Tensor, OperandCopy> made) {
    return ExprRewriter.bottomUp(
        expr,
        node -> {
          Expr.Read read = node instanceof Expr.Read given ? given : null;
          for (OperandCopy copy : read == null ? NONE : copies(read, lane, contraction)) {
            originals.put(copy.tensor(), originals.getOrDefault(read.tensor(), read.tensor()));
            made.putIfAbsent(copy.tensor(), copy);
            read = copy.read();
          }
          return Optional.<Expr>ofNullable(read).filter(changed -> changed != node);
        });
  }

  /** The copies that a read needs, each of the one before; none of what the same step computes. */
  private List<OperandCopy> copies(Expr.Read read, Index lane, Contraction contraction) {
    if (computing.contains(read.tensor()) || !ExprQueries.freeIndices(read).contains(lane)) {
      return NONE;
    }
    if (!isData(read.tensor())) {
      return forSeveralSamples
          ? misplacedAxis(read, lane).map(axis -> OperandCopy.transposed(read, axis)).stream()
              .toList()
          : NONE;
    }
    Optional<OperandCopy> padded = OperandCopy.padded(read);
    Expr.Read inside = padded.map(OperandCopy::read).orElse(read);
    List<Index> along = orders.slidesAlong(contraction);
    Optional<OperandCopy> slid = along.isEmpty() ? Optional.empty() : windows(inside, along);
    slid.ifPresent(copy -> windows.add(copy.tensor()));
    return Stream.of(padded, slid).flatMap(Optional::stream).toList();
  }

  /** Vectors are loaded from any place of a row; HotSpot makes none of rows read from anywhere. */
  private Optional<OperandCopy> windows(Expr.Read read, List<Index> along) {
    Optional<OperandCopy> windows = OperandCopy.windows(read, along);
    return orders.target() == Target.SIMD
        ? OperandCopy.shifts(read, along).or(() -> windows)
        : windows;
  }

  /** The axis that the lane runs along, where that is not the one along the rows. */
  private Optional<Integer> misplacedAxis(Expr.Read read, Index lane) {
    if (read.otherwise().isPresent()) {
      return Optional.empty();
    }
    List<Integer> order = orders.layoutOf(read.tensor()).order();
    return IntStream.range(0, read.at().size())
        .boxed()
        .filter(axis -> isIndex(read.at().get(axis), lane))
        .filter(axis -> order.get(order.size() - 1) != (int) axis)
        .findFirst();
  }

  private static boolean isIndex(Expr place, Index index) {
    return Affine.of(place).flatMap(Affine::asIndex).equals(Optional.of(index));
  }
}

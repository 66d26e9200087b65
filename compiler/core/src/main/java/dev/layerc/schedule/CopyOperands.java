package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Copies operands that run against the grain of a contraction, so that it has a row form:
 *
 * <pre>{@code
 * dx[i] = sum[o] dy[o]*W[o,i]      with rows of W along o
 * ->
 * W'[o,i] = W[o,i];  dx[i] = sum[o] dy[o]*W'[o,i]      with rows of W' along i
 * }</pre>
 *
 * and copies what is read beyond its edge, with that edge:
 *
 * <pre>{@code
 * y[j] = sum[q] k[q]*x[j+q-1 else 0]  ->  x'[j] = x[j-1 else 0];  y[j] = sum[q] k[q]*x'[j+q]
 * }</pre>
 *
 * <p>The copy is worth its pass over the operand where the contraction reads each element several
 * times, as all do that run over a batch.
 */
final class CopyOperands {
  private static final List<OperandCopy> NONE = List.of();

  private final ChooseOrders orders;
  private final boolean forSeveralSamples;
  private final Map<Tensor, Tensor> originals = new LinkedHashMap<>();
  private final Set<Tensor> windows = new LinkedHashSet<>();
  private final Set<Tensor> placed = new LinkedHashSet<>();
  private List<Step> steps = new ArrayList<>();
  private Set<Tensor> computing = Set.of();

  private CopyOperands(ChooseOrders orders, boolean forSeveralSamples) {
    this.orders = orders;
    this.forSeveralSamples = forSeveralSamples;
  }

  /**
   * A network with copies.
   *
   * @param windows those of what windows slide over; they are made to be stored with the samples
   *     innermost
   */
  record Copied(DerivedProgram program, Set<Tensor> windows) {}

  /** The network, with copies where they pay. */
  static Copied in(DerivedProgram program, ChooseOrders orders) {
    CopyOperands inference = new CopyOperands(orders, false);
    CopyOperands evaluation = new CopyOperands(orders, true);
    CopyOperands training = new CopyOperands(orders, true);
    DerivedProgram copied =
        new DerivedProgram(
            program.source(),
            inference.in(program.inference()),
            evaluation.in(program.evaluation()),
            training.in(program.forward()),
            training.in(program.backward()),
            program.gradients());
    Set<Tensor> windows = new LinkedHashSet<>(inference.windows);
    windows.addAll(evaluation.windows);
    windows.addAll(training.windows);
    return new Copied(copied, windows);
  }

  /**
   * The steps for one sample, with copies.
   *
   * @param windows the copies that are stored plane by plane
   */
  record OfOneSample(List<Step> steps, Set<Tensor> windows) {}

  /** The same for the steps of one sample. */
  static OfOneSample inSteps(List<Step> steps, ChooseOrders orders) {
    CopyOperands copies = new CopyOperands(orders, false);
    return new OfOneSample(copies.in(steps), copies.windows);
  }

  private List<Step> in(List<Step> routine) {
    steps = new ArrayList<>();
    routine.forEach(this::place);
    return steps;
  }

  private void place(Step step) {
    computing = step.targets();
    Optional<Index> time =
        step instanceof Recurrence recurrence ? Optional.of(recurrence.time()) : Optional.empty();
    steps.add(ExprRewriter.mapEquations(step, equation -> withCopies(equation, time)));
  }

  private Equation withCopies(Equation equation, Optional<Index> time) {
    Optional<Contraction> contraction = Contraction.of(equation);
    if (contraction.isEmpty() || orders.rowTile(contraction.get(), time).isPresent()) {
      return contraction.map(orders::slidesAlong).filter(along -> !along.isEmpty()).isEmpty()
          ? equation
          : copiedOrNot(contraction.get(), time).orElse(equation);
    }
    return copiedOrNot(contraction.get(), time).orElseGet(() -> readingPlaced(equation));
  }

  private Optional<Equation> copiedOrNot(Contraction contraction, Optional<Index> time) {
    return laneOf(contraction).flatMap(index -> copied(contraction, index, time));
  }

  /** The equation that reads copies, if it has a row form that pays for them. */
  private Optional<Equation> copied(Contraction contraction, Index lane, Optional<Index> time) {
    OnCopies onCopies = onCopies(contraction, lane, time);
    if (onCopies.refusal().isPresent()) {
      return Optional.empty();
    }
    Origin origin = contraction.equation().origin();
    onCopies.made().values().stream()
        .filter(copy -> placed.add(copy.tensor()))
        .forEach(copy -> steps.add(copy.equation(origin)));
    return Optional.of(onCopies.equation());
  }

  /**
   * An equation on copies of its operands.
   *
   * @param made the copies
   * @param refusal why they do not pay, in words
   */
  private record OnCopies(
      Equation equation, Map<Tensor, OperandCopy> made, Optional<String> refusal) {}

  private OnCopies onCopies(Contraction contraction, Index lane, Optional<Index> time) {
    Map<Tensor, OperandCopy> made = new LinkedHashMap<>();
    Equation changed =
        ExprRewriter.mapExpressions(
            contraction.equation(), expr -> readingCopies(expr, lane, contraction, made));
    return new OnCopies(changed, made, refusal(contraction, changed, made, time));
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
    double cost = Costs.of(tile.get()) + copies.values().stream().mapToDouble(Costs::ofCopy).sum();
    long elements = copies.keySet().stream().mapToLong(Tensor::size).sum();
    return cost < orders.costOf(contraction, time)
        ? Optional.empty()
        : Optional.of(Costs.inWords(cost) + ", with copies of " + elements + " numbers");
  }

  private Optional<Index> laneOf(Contraction contraction) {
    return RowTile.laneOf(contraction, read -> orders.layoutOf(read.tensor()));
  }

  /** Why a contraction without a row form is not computed in rows of copies, in words. */
  static Optional<String> refusal(
      ChooseOrders orders,
      boolean forSeveralSamples,
      Contraction contraction,
      Optional<Index> time) {
    CopyOperands copy = new CopyOperands(orders, forSeveralSamples);
    return copy.laneOf(contraction)
        .flatMap(lane -> copy.onCopies(contraction, lane, time).refusal());
  }

  /** A copy that is there already is read in any case. */
  private Equation readingPlaced(Equation equation) {
    return ExprRewriter.mapExpressions(
        equation,
        expr ->
            ExprRewriter.bottomUp(
                expr,
                node ->
                    node instanceof Expr.Read read
                            && read.tensor().perSample()
                            && !computing.contains(read.tensor())
                        ? OperandCopy.padded(read)
                            .filter(copy -> placed.contains(copy.tensor()))
                            .map(OperandCopy::read)
                        : Optional.empty()));
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
    Optional<OperandCopy> slid =
        along.isEmpty() ? Optional.empty() : OperandCopy.windows(inside, along);
    slid.ifPresent(copy -> windows.add(copy.tensor()));
    return Stream.of(padded, slid).flatMap(Optional::stream).toList();
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

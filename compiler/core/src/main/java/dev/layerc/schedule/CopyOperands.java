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
  private final ChooseOrders orders;
  private final boolean forSeveralSamples;
  private final Map<Tensor, Tensor> originals = new LinkedHashMap<>();
  private final Set<Tensor> placed = new LinkedHashSet<>();
  private List<Step> steps = new ArrayList<>();
  private Set<Tensor> computing = Set.of();

  private CopyOperands(ChooseOrders orders, boolean forSeveralSamples) {
    this.orders = orders;
    this.forSeveralSamples = forSeveralSamples;
  }

  /** The network, with copies where they pay. */
  static DerivedProgram in(DerivedProgram program, ChooseOrders orders) {
    CopyOperands training = new CopyOperands(orders, true);
    return new DerivedProgram(
        program.source(),
        new CopyOperands(orders, false).in(program.inference()),
        new CopyOperands(orders, true).in(program.evaluation()),
        training.in(program.forward()),
        training.in(program.backward()),
        program.gradients());
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
      return equation;
    }
    return laneOf(contraction.get())
        .flatMap(index -> copied(contraction.get(), index, time))
        .orElseGet(() -> readingPlaced(equation));
  }

  /** The equation that reads copies, if it has a row form that pays for them. */
  private Optional<Equation> copied(Contraction contraction, Index lane, Optional<Index> time) {
    OnCopies onCopies = onCopies(contraction, lane, time);
    if (onCopies.refusal().isPresent()) {
      return Optional.empty();
    }
    onCopies.made().values().stream().filter(copy -> placed.add(copy.target())).forEach(steps::add);
    return Optional.of(onCopies.equation());
  }

  /**
   * An equation on copies of its operands.
   *
   * @param made what makes each copy
   * @param refusal why the copies do not pay, in words
   */
  private record OnCopies(
      Equation equation, Map<Tensor, Equation> made, Optional<String> refusal) {}

  private OnCopies onCopies(Contraction contraction, Index lane, Optional<Index> time) {
    Map<Tensor, Equation> made = new LinkedHashMap<>();
    Equation changed =
        ExprRewriter.mapExpressions(
            contraction.equation(), expr -> readingCopies(expr, lane, contraction, made));
    return new OnCopies(changed, made, refusal(contraction, changed, made.keySet(), time));
  }

  private Optional<String> refusal(
      Contraction contraction, Equation changed, Set<Tensor> copies, Optional<Index> time) {
    if (copies.isEmpty()) {
      return Optional.of(
          forSeveralSamples
              ? "no copy of an operand would run along " + laneOf(contraction).orElseThrow()
              : "a copy pays where several samples share it, and one may be predicted alone");
    }
    Optional<RowTile> tile =
        Contraction.of(changed).flatMap(rows -> orders.rowTile(rows, time, this::layoutOf));
    if (tile.isEmpty()) {
      return Optional.of("there is no row form on copies of " + copies + " either");
    }
    long elements = copies.stream().mapToLong(Tensor::size).sum();
    double cost = Costs.ofRowsAndCopies(tile.get(), elements);
    return cost < Costs.ofDots(contraction)
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

  private Layout layoutOf(Tensor tensor) {
    Tensor original = originals.getOrDefault(tensor, tensor);
    return tensor.perSample() ? orders.layoutOf(original) : orders.layoutOf(tensor);
  }

  private Expr readingCopies(
      Expr expr, Index lane, Contraction contraction, Map<Tensor, Equation> made) {
    Origin origin = contraction.equation().origin();
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Expr.Read read
                ? copied(read, lane)
                    .map(
                        copy -> {
                          originals.put(copy.tensor(), read.tensor());
                          made.putIfAbsent(copy.tensor(), copy.equation(origin));
                          return copy.read();
                        })
                : Optional.empty());
  }

  /** A copy where the read needs one; what the same step computes is not there yet. */
  private Optional<OperandCopy> copied(Expr.Read read, Index lane) {
    if (computing.contains(read.tensor()) || !ExprQueries.freeIndices(read).contains(lane)) {
      return Optional.empty();
    }
    if (read.tensor().perSample()) {
      return OperandCopy.padded(read);
    }
    return forSeveralSamples
        ? misplacedAxis(read, lane).map(axis -> OperandCopy.transposed(read, axis))
        : Optional.empty();
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

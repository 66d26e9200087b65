package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses, for each parameter of code that is written out in vectors, the axis along memory: the
 * one with which most of what reads the parameter can be in lanes.
 *
 * <pre>
 * h[o] = sum[i] W[o,i]*x[i], of 8 h and 2 x   ->   W lies [i][o]: its row of an i is a vector
 * </pre>
 */
final class ChooseLaneAxes {
  /** Of two equations that read a parameter, one in lanes is worth two that sum in lanes. */
  private static final long IN_LANES = 2;

  private final List<Equation> equations;
  private final LaneWidth width;

  private ChooseLaneAxes(List<Equation> equations, LaneWidth width) {
    this.equations = equations;
    this.width = width;
  }

  /** The layouts of those parameters that do not lie in the declared order. */
  static Map<Tensor, Layout> of(
      List<Tensor> parameters, List<List<Step>> passes, Optional<LaneWidth> width) {
    List<Equation> equations =
        passes.stream()
            .flatMap(List::stream)
            .flatMap(step -> step.equations().stream())
            .flatMap(equation -> StraightLine.forOneSample(equation).stream())
            .toList();
    return width
        .map(lanes -> new ChooseLaneAxes(equations, lanes).layouts(parameters))
        .orElse(Map.of());
  }

  private Map<Tensor, Layout> layouts(List<Tensor> parameters) {
    Map<Tensor, Layout> chosen = new LinkedHashMap<>();
    for (Tensor parameter : parameters) {
      if (parameter.rank() > 1 && axis(parameter) < parameter.rank() - 1) {
        chosen.put(parameter, ChooseOrders.withLast(parameter.rank(), axis(parameter)));
      }
    }
    return chosen;
  }

  /** The last of the axes that are worth most. */
  private int axis(Tensor parameter) {
    int best = parameter.rank() - 1;
    long most = worth(parameter, best);
    for (int axis = best - 1; axis >= 0; axis--) {
      long worth = worth(parameter, axis);
      if (worth > most) {
        most = worth;
        best = axis;
      }
    }
    return best;
  }

  private long worth(Tensor parameter, int axis) {
    if (parameter.extent(axis) % width.lanes() != 0) {
      return 0;
    }
    long worth = 0;
    for (Equation equation : equations) {
      for (Expr.Read read : ExprQueries.reads(equation.value())) {
        if (read.tensor().equals(parameter)) {
          worth += worth(read, axis, equation) * Work.ofOneSample(equation);
        }
      }
    }
    return worth;
  }

  private long worth(Expr.Read read, int axis, Equation equation) {
    Optional<Index> lane = laneOf(equation);
    if (lane.isPresent() && isAlong(read, axis, lane.get())) {
      return IN_LANES;
    }
    boolean sums =
        ExprQueries.boundIndices(equation.value()).stream()
            .anyMatch(index -> width.divides(index) && isAlong(read, axis, index));
    return sums ? 1 : 0;
  }

  /** The index along which an equation could be in lanes. */
  private Optional<Index> laneOf(Equation equation) {
    List<Index> indices = equation.indices();
    return indices.isEmpty()
        ? Optional.empty()
        : Optional.of(indices.get(indices.size() - 1)).filter(width::divides);
  }

  /** True where an index alone runs along an axis, and along no other. */
  private static boolean isAlong(Expr.Read read, int axis, Index index) {
    List<Expr> others = new ArrayList<>(read.at());
    return others.remove(axis).equals(new Expr.IndexValue(index))
        && others.stream().noneMatch(at -> ExprQueries.freeIndices(at).contains(index));
  }
}

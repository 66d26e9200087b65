package dev.layerc.explain;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The random numbers of a program as values of their own. Forward and backward pass use the same
 * draws; written twice in a text, {@code random[i]} would be two.
 */
final class Draws {
  private final Map<Integer, Equation> bySite = new TreeMap<>();

  static Draws in(List<Step> steps) {
    Draws draws = new Draws();
    for (Step step : steps) {
      for (Equation equation : step.equations()) {
        ExprQueries.forEach(equation.value(), node -> draws.note(node, equation.origin()));
      }
    }
    return draws;
  }

  /** One equation for each place that draws, in the order of the places. */
  List<Equation> values() {
    return List.copyOf(bySite.values());
  }

  Step replacedIn(Step step) {
    List<Equation> equations = new ArrayList<>();
    for (Equation equation : step.equations()) {
      equations.add(ExprRewriter.bottomUp(equation, this::readOfDraw));
    }
    return GradientNet.with(step, equations);
  }

  private void note(Expr node, Origin origin) {
    if (node instanceof Expr.RandomDraw draw) {
      bySite.computeIfAbsent(draw.site(), site -> value(draw, origin));
    }
  }

  private static Equation value(Expr.RandomDraw draw, Origin origin) {
    List<Index> indices = new ArrayList<>(List.of(Index.BATCH));
    List<Integer> shape = draw.extents().subList(1, draw.extents().size());
    for (int extent : shape) {
      indices.add(new Index("i" + indices.size(), extent));
    }
    List<Expr> at = indices.stream().<Expr>map(Expr.IndexValue::new).toList();
    Tensor tensor = new Tensor("chance" + draw.site(), Role.VALUE, ElementType.REAL, shape, true);
    Expr same = new Expr.RandomDraw(draw.site(), draw.extents(), at);
    return Equation.gather(tensor, indices, same, origin);
  }

  private Optional<Expr> readOfDraw(Expr node) {
    return node instanceof Expr.RandomDraw draw
        ? Optional.of(new Expr.Read(bySite.get(draw.site()).target(), draw.at()))
        : Optional.empty();
  }
}

package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the original in place of its copy (S2).
 *
 * <pre>
 *   y[i,j] = x[j,i];  z[i] = y[i,0]   →   z[i] = x[0,i]
 *   y[i] = 0;         z[i] = y[i] + 1 →   z[i] = 0 + 1
 * </pre>
 */
final class ForwardCopies implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    Definitions definitions = new Definitions(draft.steps());
    Map<Tensor, Equation> copies = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Step step : draft.steps()) {
      if (step instanceof Recurrence) {
        collect(step, definitions, copies);
      }
      Step forwarded =
          ExprRewriter.mapEquations(
              step, equation -> ExprRewriter.bottomUp(equation, node -> forward(node, copies)));
      steps.add(forwarded);
      collect(forwarded, definitions, copies);
    }
    return draft.withSteps(steps);
  }

  private static void collect(Step step, Definitions definitions, Map<Tensor, Equation> copies) {
    for (Equation equation : step.equations()) {
      if (definitions.of(equation.target()).isPresent() && isCopy(equation)) {
        copies.put(equation.target(), equation);
      }
    }
  }

  private static boolean isCopy(Equation equation) {
    if (equation.value() instanceof Literal) {
      return equation.target().isReal();
    }
    return equation.value() instanceof Read read
        && read.otherwise().isEmpty()
        && read.tensor().type().equals(equation.target().type())
        && !read.tensor().equals(equation.target())
        && isPlain(read);
  }

  /** Every axis is a whole index of its own, or a constant. */
  private static boolean isPlain(Read read) {
    List<Index> seen = new ArrayList<>();
    for (int axis = 0; axis < read.at().size(); axis++) {
      Expr at = read.at().get(axis);
      if (at instanceof Literal) {
        continue;
      }
      boolean whole =
          at instanceof IndexValue value
              && value.index().extent() == read.tensor().extent(axis)
              && !seen.contains(value.index());
      if (!whole) {
        return false;
      }
      seen.add(((IndexValue) at).index());
    }
    return true;
  }

  private static Optional<Expr> forward(Expr node, Map<Tensor, Equation> copies) {
    if (!(node instanceof Read read) || !copies.containsKey(read.tensor())) {
      return Optional.empty();
    }
    Equation copy = copies.get(read.tensor());
    Expr value = Definitions.valueAt(copy, read);
    if (read.otherwise().isEmpty()) {
      return Optional.of(value);
    }
    boolean coversAll =
        copy.value() instanceof Read original
            && original.at().stream().filter(IndexValue.class::isInstance).count()
                == copy.indices().size();
    return coversAll
        ? Optional.of(new Read(((Read) value).tensor(), ((Read) value).at(), read.otherwise()))
        : Optional.empty();
  }
}

package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The backward pass with the optimizer's step in it: each parameter moves as soon as its gradient
 * is there and nobody reads the parameter any more.
 *
 * <pre>{@code
 * dW[o,i] = sum[batch] dy[o]*x[i];  dx[i] = sum[o] dy[o]*W[o,i]
 * ->
 * dx[i] = sum[o] dy[o]*W[o,i];  dW[o,i] = sum[batch] dy[o]*x[i];  W[o,i] = W[o,i] - 0.1*dW[o,i]
 * }</pre>
 *
 * A gradient that is one equation for each number lives only where it is used; one that is added up
 * here and there, as an embedding's, is kept, from zero on. So is one whose sums a loop nest makes,
 * several at a time: the rule would be written out for each of them.
 */
final class UpdateInPlace {
  private final List<Step> backward;
  private final Map<Tensor, Tensor> parameterOfGradient;
  private final UpdateEquations update;
  private final Predicate<Equation> isSweep;
  private final Map<Tensor, Optional<Equation>> passing = new LinkedHashMap<>();
  private final Map<Tensor, List<Integer>> makers = new LinkedHashMap<>();

  private final Map<Tensor, Integer> lastReaders = new LinkedHashMap<>();

  /** What is done after the step of a number. */
  private final Map<Integer, List<Step>> after = new LinkedHashMap<>();

  private UpdateInPlace(
      List<Step> backward,
      Map<Tensor, Tensor> parameterOfGradient,
      UpdateEquations update,
      Predicate<Equation> isSweep) {
    this.backward = backward;
    this.parameterOfGradient = parameterOfGradient;
    this.update = update;
    this.isSweep = isSweep;
  }

  /**
   * A backward pass that moves the parameters.
   *
   * @param passing the gradients that are not kept, each with the equation that adds one sample's
   *     to the parameter, where there is one
   */
  record Updating(List<Step> steps, Map<Tensor, Optional<Equation>> passing) {}

  /**
   * @param isSweep true for an equation whose results are there row by row
   */
  static Updating in(
      List<Step> backward,
      Map<Tensor, Tensor> parameterOfGradient,
      UpdateEquations update,
      Predicate<Equation> isSweep) {
    return new UpdateInPlace(backward, parameterOfGradient, update, isSweep).build();
  }

  private Updating build() {
    for (int i = 0; i < backward.size(); i++) {
      look(backward.get(i), i);
    }
    List<Step> all = new ArrayList<>();
    parameterOfGradient.keySet().forEach(gradient -> place(gradient, all));
    for (int i = 0; i < backward.size(); i++) {
      if (!isPassing(backward.get(i))) {
        all.addAll(Endings.adding(List.of(backward.get(i)), parameterOfGradient.keySet()));
      }
      all.addAll(after.getOrDefault(i, List.of()));
    }
    return new Updating(all, passing);
  }

  /** Notes what a step makes and reads. */
  private void look(Step step, int number) {
    for (Tensor target : step.targets()) {
      if (parameterOfGradient.containsKey(target)) {
        makers.computeIfAbsent(target, t -> new ArrayList<>()).add(number);
      }
    }
    for (Equation equation : step.equations()) {
      ExprQueries.tensors(equation).forEach(tensor -> lastReaders.put(tensor, number));
    }
  }

  private boolean isPassing(Step step) {
    return step.targets().stream().anyMatch(passing::containsKey);
  }

  /** Decides when a parameter moves; {@code first} takes what begins the whole pass. */
  private void place(Tensor gradient, List<Step> first) {
    Tensor parameter = parameterOfGradient.get(gradient);
    Optional<Equation> only = only(gradient);
    List<Step> steps = only.isPresent() ? passing(only.get(), parameter) : kept(gradient, first);
    int last = Math.max(0, Math.max(lastReader(parameter), lastReader(gradient)));
    last = makers.getOrDefault(gradient, List.of()).stream().reduce(last, Math::max);
    after.computeIfAbsent(last, i -> new ArrayList<>()).addAll(steps);
  }

  /** A gradient that is used at once. */
  private List<Step> passing(Equation equation, Tensor parameter) {
    passing.put(equation.target(), update.add(parameter, equation));
    boolean isConstant = equation.value() instanceof Expr.Literal;
    Expr sum = isConstant ? equation.value() : new Expr.Read(equation.target(), equation.at());
    List<Step> steps = new ArrayList<>();
    if (!isConstant) {
      steps.add(equation);
    }
    steps.addAll(update.move(parameter, sum, equation.indices(), equation.origin()));
    return steps;
  }

  /** A gradient that begins with zeros and is added to. */
  private List<Step> kept(Tensor gradient, List<Step> first) {
    List<Index> indices = indices(gradient);
    List<Expr> at = indices.stream().<Expr>map(Expr.IndexValue::new).toList();
    int maker = makers.getOrDefault(gradient, List.of(0)).get(0);
    Origin origin = backward.get(maker).equations().get(0).origin();
    first.add(Equation.gather(gradient, indices, new Expr.Literal(0), origin));
    Expr sum = new Expr.Read(gradient, at);
    return List.copyOf(update.move(parameterOfGradient.get(gradient), sum, indices, origin));
  }

  /** The equation that alone makes a gradient, for nothing but the update. */
  private Optional<Equation> only(Tensor gradient) {
    List<Integer> making = makers.getOrDefault(gradient, List.of());
    if (making.size() != 1 || lastReader(gradient) >= 0) {
      return Optional.empty();
    }
    return backward.get(making.get(0)) instanceof Equation equation
            && equation.isGather()
            && equation.where().isEmpty()
            && !equation.accumulate()
            && isSweep.test(equation)
        ? Optional.of(equation)
        : Optional.empty();
  }

  private int lastReader(Tensor tensor) {
    return lastReaders.getOrDefault(tensor, -1);
  }

  private static List<Index> indices(Tensor tensor) {
    List<Index> indices = new ArrayList<>();
    for (int extent : tensor.shape()) {
      indices.add(new Index("i" + (indices.size() + 1), extent));
    }
    return indices;
  }
}

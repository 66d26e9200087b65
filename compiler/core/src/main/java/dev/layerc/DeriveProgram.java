package dev.layerc;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Program;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.gradient.DeriveBackward;
import dev.layerc.gradient.ScalarDerivatives;
import dev.layerc.simplify.Draft;
import dev.layerc.simplify.Simplifications;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derives and simplifies: a program of forward equations becomes one with its backward pass. */
public final class DeriveProgram {
  /** Which gradients are wanted. */
  public enum Gradients {
    /** What training and the spec's {@code gradient} ask for. */
    AS_SPECIFIED,
    /** Those of all parameters, also of a net that is not trained: for checks. */
    ALL
  }

  private DeriveProgram() {}

  public static DerivedProgram of(Program program, Gradients gradients) {
    return of(program, gradients, ScalarDerivatives.standard());
  }

  /** The same with other scalar derivatives: how the numerical check is checked. */
  public static DerivedProgram of(
      Program program, Gradients gradients, ScalarDerivatives derivatives) {
    Draft inference =
        Simplifications.present(
            Simplifications.normalize(
                new Draft(program, program.steps(), outputs(program)), false));
    Set<Tensor> results = results(program);
    Draft normal = Simplifications.normalize(new Draft(program, program.steps(), results), true);
    Set<Tensor> wanted = wanted(program, gradients);
    DeriveBackward.Result backward =
        wanted.isEmpty()
            ? new DeriveBackward.Result(List.of(), Map.of())
            : DeriveBackward.of(program.withSteps(normal.steps()), wanted, derivatives);
    Set<Tensor> kept = new LinkedHashSet<>(results);
    kept.addAll(backward.gradients().values());
    List<Step> all = new ArrayList<>(normal.steps());
    all.addAll(backward.steps());
    Draft simple = Simplifications.simplify(new Draft(program, all, kept));
    List<Step> forward = simple.steps().stream().filter(step -> !isGradient(step)).toList();
    return new DerivedProgram(
        program,
        inference.steps(),
        differsInTraining(program) ? evaluation(program) : forward,
        forward,
        simple.steps().stream().filter(DeriveProgram::isGradient).toList(),
        new LinkedHashMap<>(backward.gradients()));
  }

  /** Losses and metrics as they are outside of training. */
  private static List<Step> evaluation(Program program) {
    Set<Tensor> told = outputs(program);
    program.objective().ifPresent(told::add);
    program.metrics().forEach(metric -> told.add(metric.tensor()));
    Draft draft = new Draft(program, program.steps(), told);
    return Simplifications.present(Simplifications.normalize(draft, false)).steps();
  }

  private static boolean differsInTraining(Program program) {
    return program.steps().stream()
        .flatMap(step -> step.equations().stream())
        .anyMatch(
            equation -> ExprQueries.anyMatch(equation.value(), Expr.Training.class::isInstance));
  }

  private static boolean isGradient(Step step) {
    for (Equation equation : step.equations()) {
      if (equation.origin().purpose() == Origin.Purpose.GRADIENT) {
        return true;
      }
    }
    return false;
  }

  private static Set<Tensor> outputs(Program program) {
    Set<Tensor> outputs = new LinkedHashSet<>();
    program.outputs().forEach(output -> outputs.add(output.tensor()));
    return outputs;
  }

  /** What the training step computes apart from gradients. */
  private static Set<Tensor> results(Program program) {
    Set<Tensor> results = outputs(program);
    program.loss().ifPresent(results::add);
    program.metrics().forEach(metric -> results.add(metric.tensor()));
    program.states().forEach(state -> state.next().ifPresent(results::add));
    return results;
  }

  private static Set<Tensor> wanted(Program program, Gradients gradients) {
    Set<Tensor> wanted = new LinkedHashSet<>();
    for (Parameter parameter : program.parameters()) {
      boolean trained = program.training().isPresent() && !parameter.frozen();
      boolean checked = gradients == Gradients.ALL && program.objective().isPresent();
      if (trained || checked) {
        wanted.add(parameter.tensor());
      }
    }
    wanted.addAll(program.inputGradients());
    return wanted;
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.ExprVerifier.require;

import java.util.List;

/**
 * Checks what every phase may rely on: names are unique, indices are declared, values fit their
 * places, what is read was computed, a time loop looks back only. A program that fails is a fault
 * of the phase that made it, told with the equation.
 */
public final class ProgramVerifier {
  private ProgramVerifier() {}

  /**
   * Checks a forward program.
   *
   * @throws IllegalStateException naming the equation at fault
   */
  public static void verify(Program program) {
    StepsVerifier steps = given(program, true);
    steps.verify(program.steps());
    results(program, steps);
    verifyDeclarations(program);
    program.training().ifPresent(training -> verify(training.optimizer()));
  }

  /**
   * Checks a derived program; each of its lists starts from what its method is given.
   *
   * @throws IllegalStateException naming the equation at fault
   */
  public static void verify(DerivedProgram program) {
    Program source = program.source();
    verifyDeclarations(source);
    StepsVerifier inference = given(source, false);
    inference.verify(program.inference());
    for (Output output : source.outputs()) {
      require(inference.knows(output.tensor()), "inference lacks the output " + output.name());
    }
    StepsVerifier training = given(source, true);
    training.verify(program.forward());
    if (!program.forward().isEmpty()) {
      results(source, training);
    }
    training.verify(program.backward());
    program.gradients().forEach((of, gradient) -> verifyGradient(of, gradient, training));
    source.training().ifPresent(train -> verify(train.optimizer()));
  }

  /** Checks the scalar equations of an optimizer. */
  public static void verify(Optimizer optimizer) {
    StepsVerifier steps = new StepsVerifier();
    steps.give(optimizer.weight());
    steps.give(optimizer.gradient());
    steps.give(optimizer.step());
    optimizer.norm().ifPresent(steps::give);
    optimizer.moments().forEach(moment -> steps.give(moment.tensor()));
    steps.verify(List.copyOf(optimizer.equations()));
    for (Optimizer.Moment moment : optimizer.moments()) {
      require(steps.knows(moment.next()), moment.tensor() + " has no next value");
    }
    require(steps.knows(optimizer.nextWeight()), optimizer.name() + " computes no weight");
    for (Equation equation : optimizer.equations()) {
      require(equation.target().rank() == 0, equation.target() + " of an optimizer is no scalar");
    }
  }

  private static StepsVerifier given(Program program, boolean training) {
    StepsVerifier steps = new StepsVerifier();
    program.inputs().forEach(steps::give);
    if (training) {
      program.targets().forEach(steps::give);
    }
    program.parameters().forEach(parameter -> steps.give(parameter.tensor()));
    program.states().forEach(state -> steps.give(state.tensor()));
    return steps;
  }

  private static void results(Program program, StepsVerifier steps) {
    program.outputs().forEach(output -> requireKnown(steps, output.tensor(), "output"));
    program.metrics().forEach(metric -> requireKnown(steps, metric.tensor(), "metric"));
    program.loss().ifPresent(loss -> requireKnown(steps, loss, "loss"));
    for (StateVariable state : program.states()) {
      state.next().ifPresent(next -> requireKnown(steps, next, "next value"));
    }
  }

  private static void requireKnown(StepsVerifier steps, Tensor tensor, String what) {
    require(steps.knows(tensor), "no equation computes the " + what + " " + tensor);
  }

  private static void verifyDeclarations(Program program) {
    for (Parameter parameter : program.parameters()) {
      require(!parameter.tensor().perSample(), parameter.tensor() + " is a parameter per sample");
    }
    for (StateVariable state : program.states()) {
      require(!state.tensor().perSample(), state.tensor() + " is a state per sample");
      boolean fits =
          state.next().map(next -> next.shape().equals(state.tensor().shape())).orElse(true);
      require(fits, state.tensor() + " and its next value differ in shape");
    }
    program.loss().ifPresent(loss -> require(loss.shape().isEmpty(), "the loss is no scalar"));
    for (Tensor input : program.inputGradients()) {
      require(program.inputs().contains(input), input + " is no input");
    }
  }

  private static void verifyGradient(Tensor of, Tensor gradient, StepsVerifier steps) {
    requireKnown(steps, gradient, "gradient");
    require(
        gradient.shape().equals(of.shape()) && gradient.perSample() == of.perSample(),
        gradient + " has not the shape of " + of);
  }
}

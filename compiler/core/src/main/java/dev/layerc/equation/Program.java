package dev.layerc.equation;

import java.util.List;
import java.util.Optional;

/**
 * A network as equations, forward only; what elaboration makes of a spec.
 *
 * @param inputs what the caller gives, in the order of the spec
 * @param targets what the caller gives for training
 * @param steps every value, ordered by dependency; next values of states and metrics included
 * @param loss the scalar per sample whose batch mean is minimised; without one, a single scalar
 *     output is differentiated
 * @param metrics named scalars per sample, averaged and never differentiated
 * @param inputGradients inputs whose gradients the caller wants
 * @param training absent where the net is compiled for inference alone
 */
public record Program(
    String name,
    Precision precision,
    List<Tensor> inputs,
    List<Tensor> targets,
    List<Parameter> parameters,
    List<StateVariable> states,
    List<Step> steps,
    List<Output> outputs,
    Optional<Tensor> loss,
    List<Output> metrics,
    List<Tensor> inputGradients,
    Optional<Training> training) {

  public Program {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    metrics = List.copyOf(metrics);
    inputGradients = List.copyOf(inputGradients);
  }

  public Program withSteps(List<Step> other) {
    return new Program(
        name,
        precision,
        inputs,
        targets,
        parameters,
        states,
        other,
        outputs,
        loss,
        metrics,
        inputGradients,
        training);
  }

  public Program withPrecision(Precision other) {
    return new Program(
        name,
        other,
        inputs,
        targets,
        parameters,
        states,
        steps,
        outputs,
        loss,
        metrics,
        inputGradients,
        training);
  }

  public Program withInputGradients(List<Tensor> other) {
    return new Program(
        name,
        precision,
        inputs,
        targets,
        parameters,
        states,
        steps,
        outputs,
        loss,
        metrics,
        other,
        training);
  }

  /** The scalar that is differentiated: the loss, or else the single scalar output. */
  public Optional<Tensor> objective() {
    if (loss.isPresent()) {
      return loss;
    }
    if (outputs.size() == 1 && outputs.get(0).tensor().shape().isEmpty()) {
      return Optional.of(outputs.get(0).tensor());
    }
    return Optional.empty();
  }
}

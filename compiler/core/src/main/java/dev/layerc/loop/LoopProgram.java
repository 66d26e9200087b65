package dev.layerc.loop;

import dev.layerc.equation.Program;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A network, scheduled: everything that the emitter needs to write its classes.
 *
 * @param source the forward program, for names, shapes, initial values and Javadoc
 * @param buffers every buffer, grouped by owner in a stable order. Those of PARAMETERS are the
 *     parameters (trained and frozen) and states; those of GRADIENTS carry the parameter's tensor;
 *     those of CALLER are inputs, targets, outputs and gradients of inputs, by name
 * @param predict from inputs and parameters to outputs; uses the workspace buffers {@code
 *     predictionBuffers}
 * @param predictOne the same for one sample, where that runs along other axes; it takes no count
 * @param evaluate losses and metrics outside of training; absent where forward does the same
 * @param forward the training pass: outputs, {@code loss} (one number a sample) and metrics into
 *     the workspace; absent without {@code train} or gradients
 * @param backward adds the sum of the samples' gradients to GRADIENTS
 * @param step forward's results to the next parameters at once, where the optimizer allows it
 * @param advance puts the next values of the states, which forward computed, in their place; absent
 *     without states
 * @param loss the workspace buffer (flat, one number a sample) that holds the objective
 * @param metrics workspace buffers (flat, one number a sample), by the names of the spec
 * @param update the optimizer, if the net is trained
 * @param plan which tensors share the memory of a workspace
 * @param lanes the numbers in a vector, where code is written out for so many; absent where a
 *     vector has as many as the processor's registers
 */
public record LoopProgram(
    Program source,
    List<Buffer> buffers,
    List<Buffer> predictionBuffers,
    List<Buffer> trainingBuffers,
    Routine predict,
    Optional<Routine> predictOne,
    Optional<Routine> evaluate,
    Optional<Routine> forward,
    Optional<Routine> backward,
    Optional<UpdateStep> step,
    Optional<Routine> advance,
    Optional<Buffer> loss,
    List<Buffer> metrics,
    Optional<UpdateRule> update,
    BufferPlan plan,
    OptionalInt lanes) {
  public LoopProgram {
    buffers = List.copyOf(buffers);
    predictionBuffers = List.copyOf(predictionBuffers);
    trainingBuffers = List.copyOf(trainingBuffers);
    metrics = List.copyOf(metrics);
  }

  /** The routine of {@code step}. */
  public Optional<Routine> stepRoutine() {
    return step.map(UpdateStep::routine);
  }

  /** The routines that predict, those that are there. */
  public List<Routine> predicting() {
    return Stream.concat(Stream.of(predict), predictOne.stream()).toList();
  }

  /** The routines that are not for prediction, those that are there. */
  public List<Routine> training() {
    return Stream.of(evaluate, forward, backward, stepRoutine(), advance)
        .flatMap(Optional::stream)
        .toList();
  }

  /** All routines, those that predict first. */
  public List<Routine> routines() {
    return Stream.concat(predicting().stream(), training().stream()).toList();
  }

  /** The same network with other routines, changed in the order of {@link #routines}. */
  public LoopProgram withRoutines(
      UnaryOperator<Routine> predicting, UnaryOperator<Routine> training) {
    return new LoopProgram(
        source,
        buffers,
        predictionBuffers,
        trainingBuffers,
        predicting.apply(predict),
        predictOne.map(predicting),
        evaluate.map(training),
        forward.map(training),
        backward.map(training),
        step.map(s -> new UpdateStep(training.apply(s.routine()), s.fromInputs())),
        advance.map(training),
        loss,
        metrics,
        update,
        plan,
        lanes);
  }

  /** The same network with other buffers. */
  public LoopProgram withBuffers(
      List<Buffer> all, List<Buffer> ofPrediction, List<Buffer> ofTraining, BufferPlan newPlan) {
    return new LoopProgram(
        source,
        all,
        ofPrediction,
        ofTraining,
        predict,
        predictOne,
        evaluate,
        forward,
        backward,
        step,
        advance,
        loss,
        metrics,
        update,
        newPlan,
        lanes);
  }
}

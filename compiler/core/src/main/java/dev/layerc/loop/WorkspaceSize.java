package dev.layerc.loop;

import dev.layerc.equation.Precision;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The memory of a workspace in bytes, the JVM's own words for arrays aside.
 *
 * @param perSample for each sample of its capacity
 * @param fixed whatever its capacity
 */
public record WorkspaceSize(long perSample, long fixed) {

  /** Of a workspace for prediction. */
  public static WorkspaceSize ofPrediction(LoopProgram program) {
    return of(program.predictionBuffers(), program.source().precision());
  }

  /**
   * Of a workspace for training, in which one can predict too.
   *
   * @param outputs what training computes and hands nobody
   */
  public static WorkspaceSize ofTraining(LoopProgram program, List<Buffer> outputs) {
    Set<Buffer> buffers = new LinkedHashSet<>(program.predictionBuffers());
    buffers.addAll(program.trainingBuffers());
    buffers.removeAll(program.plan().borrowed().keySet());
    buffers.addAll(outputs);
    return of(List.copyOf(buffers), program.source().precision());
  }

  private static WorkspaceSize of(List<Buffer> buffers, Precision precision) {
    long perSample = 0;
    long fixed = 0;
    for (Buffer buffer : buffers) {
      boolean isDouble = buffer.tensor().isReal() && precision == Precision.DOUBLE;
      int element = isDouble ? 8 : 4;
      long bytes = (long) buffer.rows() * buffer.room(element) * element;
      perSample += buffer.tensor().perSample() ? bytes : 0;
      fixed += buffer.tensor().perSample() ? 0 : bytes;
    }
    return new WorkspaceSize(perSample, fixed);
  }

  /** {@code 384 bytes a sample}, {@code 384 bytes a sample and 128 more}. */
  @Override
  public String toString() {
    return perSample + " bytes a sample" + (fixed == 0 ? "" : " and " + fixed + " more");
  }
}

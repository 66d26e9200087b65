package dev.layerc.loop;

import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the tensors of a workspace share memory.
 *
 * @param holds of each buffer with several tenants these, in the order in which they move in
 * @param borrowed prediction buffers that, in a workspace for training, are another one's memory:
 *     nobody trains while predicting there
 */
public record BufferPlan(Map<Buffer, List<Tensor>> holds, Map<Buffer, Buffer> borrowed) {
  /** Every tensor has memory of its own. */
  public static final BufferPlan NONE = new BufferPlan(Map.of(), Map.of());

  public BufferPlan {
    holds = new LinkedHashMap<>(holds);
    borrowed = new LinkedHashMap<>(borrowed);
  }

  /** What a buffer holds, one after the other. */
  public List<Tensor> tensors(Buffer buffer) {
    return holds.getOrDefault(buffer, List.of(buffer.tensor()));
  }
}

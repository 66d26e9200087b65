package dev.layerc.schedule;

import dev.layerc.equation.Precision;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which buffer holds which tensor, in one routine. A tensor without one lives in locals only. */
final class Storage {
  private final Map<String, Buffer> buffers;
  private final Precision precision;

  Storage(Map<String, Buffer> buffers, Precision precision) {
    this.buffers = new LinkedHashMap<>(buffers);
    this.precision = precision;
  }

  /** What a real number is stored as. */
  Precision precision() {
    return precision;
  }

  Optional<Buffer> find(Tensor tensor) {
    return Optional.ofNullable(buffers.get(tensor.name()));
  }

  Buffer of(Tensor tensor) {
    return find(tensor).orElseThrow(() -> new IllegalStateException(tensor + " is not stored"));
  }

  /** The same storage, but for one tensor. */
  Storage with(Tensor tensor, Buffer buffer) {
    Map<String, Buffer> changed = new LinkedHashMap<>(buffers);
    changed.put(tensor.name(), buffer);
    return new Storage(changed, precision);
  }
}

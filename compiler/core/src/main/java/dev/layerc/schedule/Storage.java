package dev.layerc.schedule;

import dev.layerc.equation.Precision;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which buffer holds which tensor, in one routine. A tensor without one lives in locals only. */
final class Storage {
  private final Map<String, Buffer> buffers;
  private final Precision precision;
  private final Set<String> scalars;
  private final Optional<Buffer> scratch;

  Storage(Map<String, Buffer> buffers, Precision precision) {
    this(buffers, precision, Set.of(), Optional.empty());
  }

  /** With numbers that routines are given by name, and rows for what is not kept. */
  Storage(
      Map<String, Buffer> buffers,
      Precision precision,
      Set<String> scalars,
      Optional<Buffer> scratch) {
    this.buffers = new LinkedHashMap<>(buffers);
    this.precision = precision;
    this.scalars = scalars;
    this.scratch = scratch;
  }

  /** What a real number is stored as. */
  Precision precision() {
    return precision;
  }

  /** True for a number that routines are given as a local of the tensor's name. */
  boolean isScalar(String tensor) {
    return scalars.contains(tensor);
  }

  Optional<Buffer> find(Tensor tensor) {
    return Optional.ofNullable(buffers.get(tensor.name()));
  }

  /** Rows for what is used at once and not kept. */
  Buffer scratch() {
    return scratch.orElseThrow();
  }

  Buffer of(Tensor tensor) {
    return find(tensor).orElseThrow(() -> new IllegalStateException(tensor + " is not stored"));
  }
}

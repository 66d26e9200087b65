package dev.layerc.elaborate;

import java.util.List;
import java.util.Optional;

/** How shapes combine. A number (no shape) combines with all, a tensor with its equals only. */
final class Shapes {
  private Shapes() {}

  /** The shape of both together; empty where they do not combine. */
  static Optional<Optional<List<Integer>>> common(
      Optional<List<Integer>> left, Optional<List<Integer>> right) {
    if (left.isEmpty()) {
      return Optional.of(right);
    }
    return right.isEmpty() || left.equals(right) ? Optional.of(left) : Optional.empty();
  }

  static long size(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}

package dev.layerc.equation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values that the indices have at the moment. */
final class Point {
  private final Map<String, Integer> values = new HashMap<>();
  private final int batch;

  Point(int batch) {
    this.batch = batch;
  }

  int extent(Index index) {
    return index.isBatch() ? batch : index.extent();
  }

  int get(Index index) {
    Integer value = values.get(index.name());
    if (value == null) {
      throw new IllegalStateException("index " + index + " has no value here");
    }
    return value;
  }

  /** The number of points that {@code indices} run through. */
  long count(List<Index> indices) {
    return indices.stream().mapToLong(this::extent).reduce(1, Math::multiplyExact);
  }

  /**
   * Runs {@code body} at every point of {@code indices}, row-major. Afterwards the indices are what
   * they were before, so that a reducer may use the name of an index around it.
   */
  void forEach(List<Index> indices, Runnable body) {
    if (indices.isEmpty()) {
      body.run();
      return;
    }
    Index first = indices.get(0);
    List<Index> rest = indices.subList(1, indices.size());
    for (int value = 0; value < extent(first); value++) {
      at(first, value, () -> forEach(rest, body));
    }
  }

  /** Runs {@code body} with one index set. */
  void at(Index index, int value, Runnable body) {
    Integer before = values.put(index.name(), value);
    body.run();
    if (before == null) {
      values.remove(index.name());
    } else {
      values.put(index.name(), before);
    }
  }
}

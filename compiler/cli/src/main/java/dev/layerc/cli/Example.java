package dev.layerc.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Some samples of a network's inputs and targets, by name: row-major, the batch first, whole
 * numbers as doubles.
 */
record Example(int count, Map<String, double[]> values) {
  Example {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  boolean holds(String name) {
    return values.containsKey(name);
  }

  double[] get(String name) {
    return values.get(name);
  }
}

package dev.layerc.elaborate;

import dev.layerc.equation.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The index names that the compiler gives where the text has none: i, j, k, l, m, n, i2, j2, ...
 */
final class ElementIndices {
  private static final String NAMES = "ijklmn";

  private ElementIndices() {}

  /** One index an axis: the ones through which {@code y = x + f} reads both tensors. */
  static List<Index> of(List<Integer> shape) {
    return of(shape, Set.of());
  }

  /** The same, with names that are not {@code taken}. */
  static List<Index> of(List<Integer> shape, Set<String> taken) {
    List<Index> indices = new ArrayList<>();
    int candidate = 0;
    for (int extent : shape) {
      String name = name(candidate++);
      while (taken.contains(name)) {
        name = name(candidate++);
      }
      indices.add(new Index(name, extent));
    }
    return indices;
  }

  private static String name(int candidate) {
    int round = candidate / NAMES.length();
    char letter = NAMES.charAt(candidate % NAMES.length());
    return round == 0 ? String.valueOf(letter) : letter + String.valueOf(round + 1);
  }
}

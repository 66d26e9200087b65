package dev.layerc.equation;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Gives out indices whose names are not taken: {@code i} becomes {@code i2}, {@code i3}, ... */
public final class FreshIndices {
  private final Set<String> taken;

  public FreshIndices(Collection<String> taken) {
    this.taken = new LinkedHashSet<>(taken);
    this.taken.add(Index.BATCH.name());
  }

  /** An index like {@code wanted}, under its own name if that is free; from now on it is taken. */
  public Index like(Index wanted) {
    if (wanted.isBatch()) {
      return wanted;
    }
    return new Index(name(wanted.name()), wanted.extent());
  }

  /** {@code wanted}, or its stem with the first number from 2 that makes it free. */
  public String name(String wanted) {
    if (taken.add(wanted)) {
      return wanted;
    }
    String stem = stem(wanted);
    int number = 2;
    while (!taken.add(stem + number)) {
      number++;
    }
    return stem + number;
  }

  private static String stem(String name) {
    int end = name.length();
    while (end > 1 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }
}

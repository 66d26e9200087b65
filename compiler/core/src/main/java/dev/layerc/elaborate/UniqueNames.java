package dev.layerc.elaborate;

import java.util.LinkedHashSet;
import java.util.Set;

/** Gives each tensor of a net a name of its own, the same at each compilation. */
final class UniqueNames {
  private final Set<String> taken = new LinkedHashSet<>();

  /** The name itself if it is free, or else with the first number from 2 that makes it so. */
  String unique(String wanted) {
    if (taken.add(wanted)) {
      return wanted;
    }
    int number = 2;
    while (!taken.add(wanted + number)) {
      number++;
    }
    return wanted + number;
  }
}

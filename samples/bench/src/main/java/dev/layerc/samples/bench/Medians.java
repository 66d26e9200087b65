package dev.layerc.samples.bench;

import java.util.List;

/** The middle of samples: what one disturbed sample does not move. */
final class Medians {
  private Medians() {}

  /** The upper one of the two in the middle, where there are two. */
  static double of(List<Double> samples) {
    return samples.stream().sorted().skip(samples.size() / 2).findFirst().orElseThrow();
  }
}

package dev.layerc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ratios of errors that were seen over many networks. */
final class RatioTally {
  private int networks;
  private int inVectors;
  private int furtherDraws;
  private int differ;
  private int aboveFloor;
  private final List<Double> ratios = new ArrayList<>();

  int networks() {
    return networks;
  }

  int inVectors() {
    return inVectors;
  }

  /** Tensors that are not the same in both targets. */
  int different() {
    return differ;
  }

  void addNetwork(boolean usesVectors) {
    networks++;
    inVectors += usesVectors ? 1 : 0;
  }

  void addFurtherDraw() {
    furtherDraws++;
  }

  void add(RoundingErrors errors) {
    ratios.add(errors.ratio());
    differ += errors.differ() ? 1 : 0;
    aboveFloor += errors.areAboveFloor() ? 1 : 0;
  }

  @Override
  public String toString() {
    List<Double> sorted = ratios.stream().sorted().toList();
    int count = sorted.size();
    return String.format(
        Locale.ROOT,
        "%d networks, %d in vectors, %d further draws; of %d tensors, %d different in the targets,"
            + " %d above the floor, the ratio of errors is %.2f in the middle, %.2f at 99 %%,"
            + " %.2f at most",
        networks,
        inVectors,
        furtherDraws,
        count,
        differ,
        aboveFloor,
        sorted.get(count / 2),
        sorted.get(count * 99 / 100),
        sorted.get(count - 1));
  }
}

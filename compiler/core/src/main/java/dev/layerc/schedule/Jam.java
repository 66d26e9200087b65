package dev.layerc.schedule;

import dev.layerc.equation.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The points of a contraction that a loop nest sums together: several values of one index, or of
 * two indices on which no factor depends together. Then what one factor reads serves all values of
 * the other index, and no addition waits for the one before.
 *
 * @param sizes how many values of an index are taken together
 */
record Jam(Map<Index, Integer> sizes) {
  /** The points one by one. */
  static final Jam NONE = new Jam(Map.of());

  /** Sums in flight that hide the latency of a multiply-add on all machines measured. */
  private static final int MOST_SUMS = 12;

  /** The sums, and what is read for the fewer of their rows: of 16 registers two stay free. */
  private static final int MOST_HELD = 14;

  /** Terms written out in one loop body: more are no longer a screenful. */
  private static final int MOST_TERMS = 48;

  Jam {
    sizes = Map.copyOf(sizes);
  }

  /** Those of a group that begins with a contraction; of others, none. */
  static Jam of(Group group) {
    return Contraction.of(group.first())
        .map(contraction -> best(contraction, group.indices()))
        .orElse(NONE);
  }

  /** How many values of an index are taken together. */
  int of(Index index) {
    return sizes.getOrDefault(index, 1);
  }

  /** The way with the fewest tiles, then the fewest reads, then the fewest sums. */
  private static Jam best(Contraction contraction, List<Index> indices) {
    List<Index> some = indices.stream().filter(index -> index.extent() > 1).toList();
    int terms = LoopReductions.termsWrittenOut(contraction.sum());
    return some.stream()
        .flatMap(index -> ways(index, some, contraction))
        .filter(way -> way.sums() == 1 || way.sums() * terms <= MOST_TERMS)
        .min(
            Comparator.comparingDouble(Way::tilesForEachSum)
                .thenComparingDouble(Way::readsForEachSum)
                .thenComparingInt(Way::sums))
        .map(Way::jam)
        .orElse(NONE);
  }

  private static Stream<Way> ways(Index rows, List<Index> indices, Contraction contraction) {
    List<Optional<Index>> others = new ArrayList<>(List.of(Optional.empty()));
    indices.stream()
        .filter(index -> contraction.sharesReads(rows, index))
        .forEach(index -> others.add(Optional.of(index)));
    return others.stream().flatMap(columns -> ways(rows, columns));
  }

  private static Stream<Way> ways(Index rows, Optional<Index> columns) {
    int mostColumns = columns.map(index -> Math.min(index.extent(), MOST_SUMS)).orElse(1);
    return IntStream.rangeClosed(1, Math.min(rows.extent(), MOST_SUMS))
        .boxed()
        .flatMap(
            height ->
                IntStream.rangeClosed(1, mostColumns)
                    .mapToObj(width -> new Way(rows, height, columns, width)))
        .filter(Way::fits);
  }

  /** So many values of one index, with so many of another. */
  private record Way(Index rows, int height, Optional<Index> columns, int width) {
    int sums() {
      return height * width;
    }

    boolean fits() {
      return sums() <= MOST_SUMS && sums() + Math.min(height, width) <= MOST_HELD;
    }

    /** What is left over of an index takes a tile, too. */
    double tilesForEachSum() {
      double across = columns.map(index -> tiles(index, width)).orElse(1.0);
      double sums = (double) rows.extent() * columns.map(Index::extent).orElse(1);
      return tiles(rows, height) * across / sums;
    }

    double readsForEachSum() {
      double across = columns.map(index -> tiles(index, width) / index.extent()).orElse(1.0);
      return across + tiles(rows, height) / rows.extent();
    }

    private static double tiles(Index index, int size) {
      return Math.ceil((double) index.extent() / size);
    }

    Jam jam() {
      return columns
          .map(index -> new Jam(Map.of(rows, height, index, width)))
          .orElseGet(() -> new Jam(Map.of(rows, height)));
    }
  }
}

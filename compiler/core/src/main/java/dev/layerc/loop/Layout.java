package dev.layerc.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a tensor lies in memory. The axes (the batch axis, if there is one, being axis 0) are taken
 * in {@code order}; the first {@code rowAxes} of them, flattened row-major, choose a row, and the
 * others, flattened row-major, the place within it. With {@code rowAxes} 0 the tensor is one flat
 * array.
 */
public record Layout(List<Integer> order, int rowAxes) {
  public Layout {
    order = List.copyOf(order);
    if (rowAxes < 0 || rowAxes > order.size()) {
      throw new IllegalArgumentException(rowAxes + " row axes of " + order);
    }
  }

  /** One flat array, row-major in the declared shape: what callers pass. */
  public static Layout flat(int rank) {
    return new Layout(IntStream.range(0, rank).boxed().toList(), 0);
  }

  /** The declared order, the last axis alone within a row. */
  public static Layout rows(int rank) {
    return new Layout(IntStream.range(0, rank).boxed().toList(), Math.max(0, rank - 1));
  }

  /** The samples innermost: rows of the last axis and the batch together. */
  public static Layout batchInnermost(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(1, rank).boxed().toList());
    order.add(0);
    return new Layout(order, rank - 2);
  }

  /** The declared order, the last two axes together in a row. */
  public static Layout planes(int rank) {
    return new Layout(IntStream.range(0, rank).boxed().toList(), rank - 2);
  }

  /** The axis along memory. */
  public int innermost() {
    return order.get(order.size() - 1);
  }

  /** The axes in a row, the one along memory last. */
  public List<Integer> columnAxes() {
    return order.subList(rowAxes, order.size());
  }

  public boolean isFlat() {
    return rowAxes == 0;
  }

  /** True where elements lie in the declared order. */
  public boolean isDeclaredOrder() {
    return order.equals(IntStream.range(0, order.size()).boxed().toList());
  }
}

package dev.layerc.loop;

import dev.layerc.equation.Tensor;
import java.util.List;

/**
 * The memory of one tensor.
 *
 * @param name a Java identifier, unique among the buffers of its owner
 * @param owner the object that holds it
 */
public record Buffer(String name, Tensor tensor, Layout layout, Owner owner) {
  /** Rows of so many elements have room at their end: less than an eighth. */
  private static final int LONG_ROW = 128;

  /** Bytes before the first element, on a JVM of 64 bits. */
  private static final int ARRAY_HEADER = 16;

  private static final int CACHE_LINE = 64;

  /** Who holds a buffer. */
  public enum Owner {
    /** An argument of the call: inputs, targets, outputs; flat, in the declared order. */
    CALLER,
    /** The network's parameters and states; one of each per network. */
    PARAMETERS,
    /** Gradients of parameters, laid out as the parameters are. */
    GRADIENTS,
    /** A moment of the optimizer for one parameter, laid out as this; named after the moment. */
    OPTIMIZER,
    /** Scratch memory of one thread; sized for a number of samples. */
    WORKSPACE
  }

  /** The Java type of the buffer. */
  public Type type() {
    if (tensor.isReal()) {
      return layout.isFlat() ? Type.REAL_ARRAY : Type.REAL_ROWS;
    }
    return layout.isFlat() ? Type.INT_ARRAY : Type.INT_ROWS;
  }

  /** Rows for one sample, or in all for a tensor that has no batch axis; 1 for a flat one. */
  public int rows() {
    int rows = 1;
    for (int axis : layout.order().subList(0, layout.rowAxes())) {
      rows *= extent(axis);
    }
    return rows;
  }

  /** True where every sample has rows of its own. */
  public boolean hasRowsPerSample() {
    return isBatchIn(layout.order().subList(0, layout.rowAxes()));
  }

  /** Elements in a row; for a flat buffer, those of one sample. */
  public int columns() {
    int columns = 1;
    for (int axis : layout.columnAxes()) {
      columns *= extent(axis);
    }
    return columns;
  }

  /**
   * Elements that a row has room for. Long rows, allocated one after the other, all begin at the
   * same place of a line of the cache: HotSpot's loops over several of them then cross no lines
   * that they need not.
   *
   * @param bytes of an element
   */
  public int room(int bytes) {
    int columns = columns();
    if (layout.isFlat() || columns < LONG_ROW || isBatchIn(layout.columnAxes())) {
      return columns;
    }
    int beyond = (ARRAY_HEADER + columns * bytes) % CACHE_LINE;
    return beyond == 0 ? columns : columns + (CACHE_LINE - beyond) / bytes;
  }

  private boolean isBatchIn(List<Integer> axes) {
    return tensor.perSample() && axes.contains(0);
  }

  /** The extent of an axis, the batch counting as 1. */
  private int extent(int axis) {
    return Math.max(1, tensor.extent(axis));
  }
}

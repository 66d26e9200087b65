package dev.layerc.equation;

import java.util.List;

/**
 * A tensor of a program. Its name is unique in the program and stable from one compilation to the
 * next ({@code dense2.W}, {@code z}). {@code shape} is that of one sample; a {@code perSample}
 * tensor has, before these, the axis of the batch.
 */
public record Tensor(
    String name, Role role, ElementType type, List<Integer> shape, boolean perSample) {
  public Tensor {
    shape = List.copyOf(shape);
    for (int extent : shape) {
      if (extent < 1) {
        throw new IllegalArgumentException(name + " has shape " + shape);
      }
    }
  }

  /** The number of index expressions that a read of this tensor carries. */
  public int rank() {
    return shape.size() + (perSample ? 1 : 0);
  }

  /** The extent of an axis, the batch axis (if there is one) being axis 0. */
  public int extent(int axis) {
    if (perSample) {
      return axis == 0 ? Index.DYNAMIC : shape.get(axis - 1);
    }
    return shape.get(axis);
  }

  /** The number of elements of one sample. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  public boolean isReal() {
    return type.isReal();
  }

  @Override
  public String toString() {
    return name;
  }
}

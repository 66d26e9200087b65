package dev.layerc.runtime;

import java.util.List;

/**
 * The contents of one IDX file of unsigned bytes: the lengths of its axes, and the bytes row-major.
 */
public final class IdxArray {
  private final List<Integer> shape;
  private final byte[] bytes;

  IdxArray(List<Integer> shape, byte[] bytes) {
    this.shape = List.copyOf(shape);
    this.bytes = bytes;
  }

  public List<Integer> shape() {
    return shape;
  }

  /** The length of the first axis. */
  public int count() {
    return shape.get(0);
  }

  /** The bytes of one item of the first axis. */
  public int itemSize() {
    return count() == 0 ? 0 : bytes.length / count();
  }

  /** Bytes 0..255 as reals 0..1. */
  public float[] toUnitInterval() {
    float[] reals = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reals[i] = (bytes[i] & 0xff) / 255f;
    }
    return reals;
  }

  /** Bytes as whole numbers 0..255. */
  public int[] toInts() {
    int[] wholes = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      wholes[i] = bytes[i] & 0xff;
    }
    return wholes;
  }
}

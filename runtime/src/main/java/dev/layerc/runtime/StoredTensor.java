package dev.layerc.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One tensor of a safetensors file: the type of its elements, its shape, the elements row-major.
 */
public final class StoredTensor {
  private final ElementKind kind;
  private final List<Integer> shape;
  private final ByteBuffer data;

  /** {@code data} is little-endian whatever its order was. */
  StoredTensor(ElementKind kind, List<Integer> shape, ByteBuffer data) {
    this.kind = kind;
    this.shape = List.copyOf(shape);
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A tensor of type F32. */
  public static StoredTensor of(List<Integer> shape, float[] values) {
    StoredTensor tensor = blank(ElementKind.F32, shape, values.length);
    tensor.data.asFloatBuffer().put(values);
    return tensor;
  }

  /** A tensor of type F64. */
  public static StoredTensor of(List<Integer> shape, double[] values) {
    StoredTensor tensor = blank(ElementKind.F64, shape, values.length);
    tensor.data.asDoubleBuffer().put(values);
    return tensor;
  }

  /** A tensor of type I32. */
  public static StoredTensor of(List<Integer> shape, int[] values) {
    StoredTensor tensor = blank(ElementKind.I32, shape, values.length);
    tensor.data.asIntBuffer().put(values);
    return tensor;
  }

  /** A tensor of type I64. */
  public static StoredTensor of(List<Integer> shape, long[] values) {
    StoredTensor tensor = blank(ElementKind.I64, shape, values.length);
    tensor.data.asLongBuffer().put(values);
    return tensor;
  }

  private static StoredTensor blank(ElementKind kind, List<Integer> shape, int count) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    if (size != count) {
      throw new IllegalArgumentException(count + " elements do not make " + shape);
    }
    int bytes = Math.multiplyExact(size, kind.bytes());
    return new StoredTensor(kind, shape, ByteBuffer.allocate(bytes));
  }

  public ElementKind kind() {
    return kind;
  }

  public List<Integer> shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return data.capacity() / kind.bytes();
  }

  public double real(int index) {
    return kind.real(data, index);
  }

  /** The whole number at a place; the type must be a whole one. */
  public long whole(int index) {
    return kind.whole(data, index);
  }

  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = real(i);
    }
    return values;
  }

  public float[] toFloats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) real(i);
    }
    return values;
  }

  /** The bytes as the file holds them. */
  ByteBuffer bytes() {
    return data.duplicate().rewind();
  }

  @Override
  public String toString() {
    return kind + " " + shape;
  }
}

package dev.layerc.runtime;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of elements of a safetensors file that are read here, by their names in the file. */
public enum ElementKind {
  F64(8, true),
  F32(4, true),
  I64(8, false),
  I32(4, false),
  I16(2, false),
  I8(1, false),
  U8(1, false),
  BOOL(1, false);

  private final int bytes;
  private final boolean real;

  ElementKind(int bytes, boolean real) {
    this.bytes = bytes;
    this.real = real;
  }

  /** The bytes of one element. */
  public int bytes() {
    return bytes;
  }

  public boolean isReal() {
    return real;
  }

  static Optional<ElementKind> named(String name) {
    return Arrays.stream(values()).filter(k -> k.name().equals(name)).findFirst();
  }

  /** The whole number at an element's place. */
  long whole(ByteBuffer data, int index) {
    return switch (this) {
      case I64 -> data.getLong(index * bytes);
      case I32 -> data.getInt(index * bytes);
      case I16 -> data.getShort(index * bytes);
      case I8 -> data.get(index);
      case U8, BOOL -> data.get(index) & 0xff;
      case F64, F32 -> throw new IllegalStateException(this + " is not a whole type");
    };
  }

  /** The real number at an element's place; whole types are converted. */
  double real(ByteBuffer data, int index) {
    return switch (this) {
      case F64 -> data.getDouble(index * bytes);
      case F32 -> data.getFloat(index * bytes);
      default -> whole(data, index);
    };
  }
}

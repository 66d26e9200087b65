package dev.layerc.loop;

import java.util.List;

/** An expression of scheduled code: one Java expression without side effects. */
public sealed interface Value {

  /** A constant of type {@link Type#REAL} (or DOUBLE, where doubles are computed). */
  record Real(double value) implements Value {}

  record Whole(int value) implements Value {}

  /** An array of at least so many zeros, for reading alone. */
  record Zeros(int length) implements Value {}

  /** A local variable, a loop variable or an argument. */
  record Local(String name, Type type) implements Value {}

  /** A buffer, named through its owner; stands only among the arguments of a routine's calls. */
  record BufferOf(Buffer buffer) implements Value {}

  /** {@code array[index]}, of an array or of rows. */
  record Element(Value array, Value index) implements Value {}

  record Operation(Code code, List<Value> operands) implements Value {
    public Operation {
      operands = List.copyOf(operands);
    }

    public Operation(Code code, Value... operands) {
      this(code, List.of(operands));
    }
  }

  /** {@code condition ? whenTrue : whenFalse}. */
  record Choice(Value condition, Value whenTrue, Value whenFalse) implements Value {}

  /**
   * The sum of the digits of a number, each multiplied by its step; it is looked up.
   *
   * @param extents each digit is less than its extent; the last digit changes fastest
   */
  record OfDigits(List<Integer> extents, List<Integer> steps, Value number) implements Value {
    public OfDigits {
      extents = List.copyOf(extents);
      steps = List.copyOf(steps);
    }
  }

  /** As many elements of an array as a vector has lanes, from {@code index} on. */
  record Lanes(Value array, Value index) implements Value {}

  /** The sum of as many elements of an array as a vector has lanes, from {@code index} on. */
  record SumOfLanes(Value array, Value index) implements Value {}

  /** A number in every lane. */
  record Broadcast(Value number) implements Value {}

  /**
   * The same vector, of the class that all have. Of one that a loop carried, HotSpot knows the
   * class by profiles alone, which are shared by all code on vectors and may fail it; then it makes
   * objects of vectors.
   */
  record OfKnownClass(Value lanes) implements Value {}

  /**
   * An operation in each lane; of a comparison the result is a mask, the lanes where it holds. A
   * second operand, where there are two, may be a number for all lanes.
   */
  record LaneWise(Code code, List<Value> operands) implements Value {
    public LaneWise {
      operands = List.copyOf(operands);
    }

    public LaneWise(Code code, Value... operands) {
      this(code, List.of(operands));
    }
  }

  /**
   * The lanes of {@code others}, or that number, where the mask is set; elsewhere {@code lanes}.
   */
  record Blend(Value lanes, Value others, Value mask) implements Value {}

  /** True where vector code can run and a row of {@code length} fills a vector. */
  record VectorsFit(Value length) implements Value {}

  /**
   * A uniform number in [0, 1) of the counter-based generator, for a site of the program and a
   * row-major position.
   */
  record Random(Value seed, int site, Value position) implements Value {}
}

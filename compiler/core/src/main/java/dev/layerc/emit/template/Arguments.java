package dev.layerc.emit.template;

/** Checks of what callers give: each refusal names the tensor, its shape, and what came. */
final class Arguments {
  private Arguments() {}

  /** {@code count} samples, from 1 to {@code most}. */
  static void count(int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException("count is " + count + ", but must be from 1 to " + most);
    }
  }

  static void present(Object argument, String name) {
    if (argument == null) {
      throw new IllegalArgumentException(name + " is null");
    }
  }

  /** Exactly one sample. */
  static void sample(String name, float[] given, int size) {
    present(given, name);
    if (given.length != size) {
      throw new IllegalArgumentException(
          name + " takes " + size + " numbers, but " + given.length + " came");
    }
  }

  /** Exactly one sample of whole numbers from 0 to {@code limit - 1}. */
  static void sample(String name, int[] given, int size, int limit) {
    present(given, name);
    if (given.length != size) {
      throw new IllegalArgumentException(
          name + " takes " + size + " whole numbers, but " + given.length + " came");
    }
    range(name, given, size, 1, limit);
  }

  /** Room for at least {@code count} samples of {@code size} numbers each. */
  static void room(String name, float[] given, int size, int count) {
    present(given, name);
    if (given.length < (long) size * count) {
      throw new IllegalArgumentException(shortfall(name, size, count) + given.length + " came");
    }
  }

  /** Room for at least {@code count} samples of {@code size} numbers each. */
  static void room(String name, int[] given, int size, int count) {
    present(given, name);
    if (given.length < (long) size * count) {
      throw new IllegalArgumentException(shortfall(name, size, count) + given.length + " came");
    }
  }

  /** Two arrays that are not the same one. */
  static void apart(String name, Object given, String otherName, Object other) {
    if (given == other) {
      throw new IllegalArgumentException(
          name + " is the same array as " + otherName + ", but needs one of its own");
    }
  }

  /** At least {@code count} samples of {@code size} numbers each. */
  static void batch(String name, float[] given, int size, int count) {
    present(given, name);
    if (given.length < (long) size * count) {
      throw new IllegalArgumentException(shortfall(name, size, count) + given.length + " came");
    }
  }

  /** At least {@code count} samples of {@code size} whole numbers from 0 to {@code limit - 1}. */
  static void batch(String name, int[] given, int size, int limit, int count) {
    present(given, name);
    if (given.length < (long) size * count) {
      throw new IllegalArgumentException(shortfall(name, size, count) + given.length + " came");
    }
    range(name, given, size, count, limit);
  }

  private static String shortfall(String name, int size, int count) {
    return name + " takes " + (long) size * count + " numbers for " + count + " samples, but ";
  }

  private static void range(String name, int[] given, int size, int count, int limit) {
    for (int i = 0; i < size * count; i++) {
      if (given[i] < 0 || given[i] >= limit) {
        throw new IllegalArgumentException(
            name
                + " of sample "
                + i / size
                + " is "
                + given[i]
                + ", but must be from 0 to "
                + (limit - 1));
      }
    }
  }
}

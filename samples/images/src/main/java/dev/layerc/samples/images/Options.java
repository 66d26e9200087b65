package dev.layerc.samples.images;

import java.nio.file.Path;
import java.util.Optional;

/** The command line: {@code [--data DIR] [--epochs N] [--seed S]}. */
public record Options(Optional<Path> data, int epochs, long seed) {
  /** What a program does where nothing is given. */
  public static final Options DEFAULTS = new Options(Optional.empty(), 5, 42);

  static final String USAGE = "options: [--data DIR] [--epochs N] [--seed S]";

  /** Throws {@link IllegalArgumentException}, with a message for the user, on anything else. */
  public static Options parse(String... arguments) {
    Options options = DEFAULTS;
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException(USAGE);
    }
    for (int i = 0; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--data" -> new Options(Optional.of(Path.of(value)), epochs, seed);
      case "--epochs" -> new Options(data, (int) number(name, value, 1), seed);
      case "--seed" -> new Options(data, epochs, number(name, value, Long.MIN_VALUE));
      default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
    };
  }

  private static long number(String name, String value, long least) {
    try {
      long number = Long.parseLong(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(name + " takes a number, not '" + value + "'\n" + USAGE);
  }
}

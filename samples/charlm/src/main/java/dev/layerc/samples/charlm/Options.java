package dev.layerc.samples.charlm;

/** The command line: {@code [--steps N] [--seed S]}. */
record Options(int steps, long seed) {
  static final Options DEFAULTS = new Options(200, 42);
  static final String USAGE = "options: [--steps N] [--seed S]";

  /** Throws {@link IllegalArgumentException}, with a message for the user, on anything else. */
  static Options parse(String... arguments) {
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
    try {
      return switch (name) {
        case "--steps" -> new Options(Integer.parseUnsignedInt(value), seed);
        case "--seed" -> new Options(steps, Long.parseLong(value));
        default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " takes a whole number, not '" + value + "'\n" + USAGE, e);
    }
  }
}

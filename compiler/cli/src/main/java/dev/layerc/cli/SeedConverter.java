package dev.layerc.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code seed=42}. */
final class SeedConverter implements ITypeConverter<Long> {
  private static final String PREFIX = "seed=";

  @Override
  public Long convert(String value) {
    try {
      if (value.startsWith(PREFIX)) {
        return Long.valueOf(value.substring(PREFIX.length()));
      }
    } catch (NumberFormatException e) {
      throw wrong(value);
    }
    throw wrong(value);
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException("'" + value + "' is not of the form seed=42");
  }
}

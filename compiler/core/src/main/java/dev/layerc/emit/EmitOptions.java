package dev.layerc.emit;

/**
 * What the user chose about the emitted code.
 *
 * @param packageName the package of the classes; empty for none
 * @param specDigest a digest of the spec, kept in weight files; may be empty
 */
public record EmitOptions(String packageName, Release release, MathMode math, String specDigest) {

  /** Java 11, fast functions, no digest. */
  public static EmitOptions of(String packageName) {
    return new EmitOptions(packageName, Release.JAVA_11, MathMode.FAST, "");
  }
}

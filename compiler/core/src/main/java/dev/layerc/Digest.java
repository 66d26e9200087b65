package dev.layerc;

import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a network: of what it computes, not of how its text is laid out. Weight files carry
 * it.
 */
final class Digest {
  private Digest() {}

  static String of(Program program) {
    String text = EquationPrinter.fullNames().print(program);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

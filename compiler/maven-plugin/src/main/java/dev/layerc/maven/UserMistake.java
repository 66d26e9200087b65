package dev.layerc.maven;

/** Something that the user of the plugin can put right; its message says what. */
final class UserMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserMistake(String message) {
    super(message);
  }
}

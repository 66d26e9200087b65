package dev.layerc.loop;

import java.util.List;

/**
 * A static method of scheduled code.
 *
 * @param summary lines for the reader: the equations it evaluates, with their places in the spec
 * @param isVector true for a method on vectors, whose class can be loaded only where these are
 *     known
 */
public record Method(
    String name,
    List<Argument> arguments,
    List<Statement> body,
    List<String> summary,
    boolean isVector) {
  public Method {
    arguments = List.copyOf(arguments);
    body = List.copyOf(body);
    summary = List.copyOf(summary);
  }

  /** A method that is there on every machine. */
  public Method(String name, List<Argument> arguments, List<Statement> body, List<String> summary) {
    this(name, arguments, body, summary, false);
  }

  public Method forVectors() {
    return new Method(name, arguments, body, summary, true);
  }

  public record Argument(Type type, String name) {}
}

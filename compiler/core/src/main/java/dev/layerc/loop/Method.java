package dev.layerc.loop;

import java.util.List;

/**
 * A static method of scheduled code.
 *
 * @param summary lines for the reader: the equations it evaluates, with their places in the spec
 */
public record Method(
    String name, List<Argument> arguments, List<Statement> body, List<String> summary) {
  public Method {
    arguments = List.copyOf(arguments);
    body = List.copyOf(body);
    summary = List.copyOf(summary);
  }

  public record Argument(Type type, String name) {}
}

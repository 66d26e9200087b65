package dev.layerc.loop;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the scheduler made of some equations.
 *
 * @param method the method that computes them
 * @param strategy in words: how it does
 * @param equations with their places in the spec
 * @param multiplyAdds products that are summed, for one sample
 * @param choices for each equation, why it is computed so; in their order
 */
public record Decision(
    String method,
    String strategy,
    List<String> equations,
    long multiplyAdds,
    List<Choice> choices) {
  public Decision {
    equations = List.copyOf(equations);
    choices = List.copyOf(choices);
  }

  /** The same of a method of another name. */
  public Decision of(UnaryOperator<String> renamed) {
    return new Decision(renamed.apply(method), strategy, equations, multiplyAdds, choices);
  }
}

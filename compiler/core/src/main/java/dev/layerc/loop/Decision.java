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
 */
public record Decision(String method, String strategy, List<String> equations, long multiplyAdds) {
  public Decision {
    equations = List.copyOf(equations);
  }

  /** The same of a method of another name. */
  public Decision of(UnaryOperator<String> renamed) {
    return new Decision(renamed.apply(method), strategy, equations, multiplyAdds);
  }
}

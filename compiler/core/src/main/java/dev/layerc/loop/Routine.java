package dev.layerc.loop;

import java.util.List;

/**
 * One pass over the network: the calls it makes, in order, and the methods that these need. Passes
 * may share equal methods. The arguments of a call are buffers, the local {@code count} (INT: the
 * number of samples) and the local {@code seed} (LONG: of this step's random numbers).
 *
 * @param decisions how the scheduler came to the methods, for reports; may be empty
 */
public record Routine(
    List<Statement.Invoke> calls, List<Method> methods, List<Decision> decisions) {
  public Routine {
    calls = List.copyOf(calls);
    methods = List.copyOf(methods);
    decisions = List.copyOf(decisions);
  }

  public Routine(List<Statement.Invoke> calls, List<Method> methods) {
    this(calls, methods, List.of());
  }

  /** The products that are summed, for one sample. */
  public long multiplyAdds() {
    return decisions.stream().mapToLong(Decision::multiplyAdds).sum();
  }
}

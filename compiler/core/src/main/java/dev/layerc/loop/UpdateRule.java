package dev.layerc.loop;

import java.util.List;

/**
 * The optimizer, scheduled.
 *
 * @param factors computed once a step, in double: statements over the locals {@code step} (DOUBLE)
 *     and, where {@code needsNorm}, {@code norm} (DOUBLE: the Euclidean norm of the mean gradient);
 *     their results are the DOUBLE locals named by the further arguments of {@code update}
 * @param update moves the numbers of one array: {@code (float[] weight, float[] gradient, float[]
 *     <moment>..., float scale, float <factor>...)}, over the whole array; {@code scale} is 1/count
 * @param factorNames the names of the factors, in the order of {@code update}'s last arguments
 * @param moments name and first value of each moment
 */
public record UpdateRule(
    String optimizer,
    List<Moment> moments,
    boolean needsNorm,
    List<Statement> factors,
    List<String> factorNames,
    Method update) {
  public UpdateRule {
    moments = List.copyOf(moments);
    factors = List.copyOf(factors);
    factorNames = List.copyOf(factorNames);
  }

  public record Moment(String name, double initial) {}
}

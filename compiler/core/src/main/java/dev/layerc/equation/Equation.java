package dev.layerc.equation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code target[at] = value}, for every point of {@code indices}.
 *
 * <p>In a <em>gather</em> the place {@code at} is the indices themselves, in order, so that each
 * element is written once. In a <em>scatter</em> ({@code accumulate}) the place is any expressions
 * of the indices and the values that meet at one place are added, in the order of the indices; what
 * no point reaches stays as it was, and a scatter always follows an equation that wrote the whole
 * target. {@code where}, if present, leaves out the points at which it is false; points whose place
 * falls outside the target are left out too.
 *
 * <p>An accumulating equation whose place is plain indices is {@code target[indices] += value}.
 */
public record Equation(
    Tensor target,
    List<Index> indices,
    List<Expr> at,
    Optional<Expr> where,
    Expr value,
    boolean accumulate,
    Origin origin)
    implements Step {

  public Equation {
    indices = List.copyOf(indices);
    at = List.copyOf(at);
    if (at.size() != target.rank()) {
      throw new IllegalArgumentException(
          target.name() + " has " + target.rank() + " axes, written with " + at.size());
    }
  }

  /** The gather {@code target[indices] = value}. */
  public static Equation gather(Tensor target, List<Index> indices, Expr value, Origin origin) {
    List<Expr> at = indices.stream().<Expr>map(Expr.IndexValue::new).toList();
    return new Equation(target, indices, at, Optional.empty(), value, false, origin);
  }

  public Equation withValue(Expr other) {
    return new Equation(target, indices, at, where, other, accumulate, origin);
  }

  /** True where the place is the indices themselves, in order. */
  public boolean isGather() {
    return at.equals(indices.stream().map(Expr.IndexValue::new).toList());
  }

  @Override
  public Set<Tensor> targets() {
    return Set.of(target);
  }

  @Override
  public List<Equation> equations() {
    return List.of(this);
  }
}

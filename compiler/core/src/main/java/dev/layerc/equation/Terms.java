package dev.layerc.equation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Short factories for expressions, meant for static import. They build exactly what they are asked
 * for; nothing is simplified.
 */
public final class Terms {
  private Terms() {}

  public static Expr number(double value) {
    return new Expr.Literal(value);
  }

  public static Expr value(Index index) {
    return new Expr.IndexValue(index);
  }

  /** A read in which every axis is one index; the batch index is put first by itself. */
  public static Expr.Read read(Tensor tensor, Index... at) {
    return read(tensor, Arrays.stream(at).map(Terms::value).toArray(Expr[]::new));
  }

  /** A read at any expressions; the batch index is put first by itself. */
  public static Expr.Read read(Tensor tensor, Expr... at) {
    return new Expr.Read(tensor, withBatch(tensor, at));
  }

  /** A read with the value that stands for everything outside. */
  public static Expr.Read readElse(Tensor tensor, double otherwise, Expr... at) {
    return new Expr.Read(tensor, withBatch(tensor, at), OptionalDouble.of(otherwise));
  }

  private static List<Expr> withBatch(Tensor tensor, Expr... at) {
    if (!tensor.perSample()) {
      return List.of(at);
    }
    Expr[] all = new Expr[at.length + 1];
    all[0] = value(Index.BATCH);
    System.arraycopy(at, 0, all, 1, at.length);
    return List.of(all);
  }

  public static Expr apply(Operator operator, Expr... operands) {
    return new Expr.Apply(operator, operands);
  }

  public static Expr add(Expr left, Expr right) {
    return apply(Operator.ADD, left, right);
  }

  public static Expr subtract(Expr left, Expr right) {
    return apply(Operator.SUBTRACT, left, right);
  }

  public static Expr multiply(Expr left, Expr right) {
    return apply(Operator.MULTIPLY, left, right);
  }

  public static Expr divide(Expr left, Expr right) {
    return apply(Operator.DIVIDE, left, right);
  }

  public static Expr negate(Expr operand) {
    return apply(Operator.NEGATE, operand);
  }

  public static Expr select(Expr condition, Expr whenTrue, Expr whenFalse) {
    return new Expr.Select(condition, whenTrue, whenFalse);
  }

  public static Expr reduce(Reducer reducer, List<Index> indices, Expr body) {
    return new Expr.Reduce(reducer, indices, body);
  }

  public static Expr reduce(Reducer reducer, List<Index> indices, Expr where, Expr body) {
    return new Expr.Reduce(reducer, indices, Optional.of(where), body);
  }

  public static Expr sum(Expr body, Index... indices) {
    return reduce(Reducer.SUM, List.of(indices), body);
  }
}

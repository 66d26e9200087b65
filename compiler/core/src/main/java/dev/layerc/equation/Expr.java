package dev.layerc.equation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An expression of an equation's right-hand side or of an index position. It is a scalar at one
 * point of the equation's indices.
 *
 * <p>Whole-number arithmetic (index positions, guards) uses the same nodes; there, {@code
 * FLOOR_DIVIDE} and {@code FLOOR_MODULO} stand where values have {@code DIVIDE}.
 */
public sealed interface Expr {

  /** Calls the method of {@code visitor} for this node's own type. */
  <R> R accept(ExprVisitor<R> visitor);

  /** A constant; infinite ones are allowed, NaN is not. */
  record Literal(double value) implements Expr {
    public Literal {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("a NaN constant");
      }
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitLiteral(this);
    }
  }

  /** The present value of an index, a whole number. */
  record IndexValue(Index index) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitIndexValue(this);
    }
  }

  /** True in the training step, false in prediction; a constant of the emitted method. */
  record Training() implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitTraining(this);
    }
  }

  /** The number of samples of the batch at hand, as a real number. */
  record BatchSize() implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitBatchSize(this);
    }
  }

  /**
   * The element of a tensor at {@code at}: one whole expression an axis, the batch axis (of
   * perSample tensors) first. Where an index falls outside, the value is {@code otherwise}; without
   * {@code otherwise} every index was proved to stay inside.
   */
  record Read(Tensor tensor, List<Expr> at, OptionalDouble otherwise) implements Expr {
    public Read {
      at = List.copyOf(at);
      if (at.size() != tensor.rank()) {
        throw new IllegalArgumentException(
            tensor.name() + " has " + tensor.rank() + " axes, read with " + at.size());
      }
    }

    public Read(Tensor tensor, List<Expr> at) {
      this(tensor, at, OptionalDouble.empty());
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitRead(this);
    }
  }

  /** An operator or function applied to its operands. */
  record Apply(Operator operator, List<Expr> operands) implements Expr {
    public Apply {
      operands = List.copyOf(operands);
      if (operands.size() != operator.arity()) {
        throw new IllegalArgumentException(operator + " of " + operands.size() + " operands");
      }
    }

    public Apply(Operator operator, Expr... operands) {
      this(operator, List.of(operands));
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitApply(this);
    }
  }

  /** {@code condition ? whenTrue : whenFalse}; only the chosen branch is evaluated. */
  record Select(Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {
    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitSelect(this);
    }
  }

  /** {@code reducer[indices where where] body}. {@code indices} may hold {@link Index#BATCH}. */
  record Reduce(Reducer reducer, List<Index> indices, Optional<Expr> where, Expr body)
      implements Expr {
    public Reduce {
      indices = List.copyOf(indices);
      if (indices.isEmpty()) {
        throw new IllegalArgumentException("a reduction over nothing");
      }
    }

    public Reduce(Reducer reducer, List<Index> indices, Expr body) {
      this(reducer, indices, Optional.empty(), body);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitReduce(this);
    }
  }

  /**
   * A uniform number in [0, 1) from the counter-based generator: a function of the seed, the step,
   * the {@code site} in the program, and the position {@code at} (row-major in {@code extents}, the
   * batch first).
   */
  record RandomDraw(int site, List<Integer> extents, List<Expr> at) implements Expr {
    public RandomDraw {
      extents = List.copyOf(extents);
      at = List.copyOf(at);
    }

    @Override
    public <R> R accept(ExprVisitor<R> visitor) {
      return visitor.visitRandomDraw(this);
    }
  }
}

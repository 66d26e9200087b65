package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import java.util.Optional;

/** {@code training ? p : q} → {@code p} in the training step, {@code q} in prediction. */
record FoldTraining(boolean training) implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    Expr value = training ? Arithmetic.ONE : Arithmetic.ZERO;
    return Rewrite.everywhere(
        draft, expr -> expr instanceof Expr.Training ? Optional.of(value) : Optional.empty());
  }
}

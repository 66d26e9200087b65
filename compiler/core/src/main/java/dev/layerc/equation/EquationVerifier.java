package dev.layerc.equation;

import static dev.layerc.equation.ExprVerifier.require;

import java.util.List;

/** Checks one equation by itself: its place, its kinds of values, its indices. */
final class EquationVerifier {
  private final Equation equation;
  private final Tensor target;

  private EquationVerifier(Equation equation) {
    this.equation = equation;
    this.target = equation.target();
  }

  static void verify(Equation equation) {
    new EquationVerifier(equation).verify();
  }

  private void verify() {
    ExprVerifier expressions = new ExprVerifier(equation.indices());
    equation.at().forEach(at -> expressions.whole(at, "an index of the left side"));
    equation.where().ifPresent(where -> expressions.truth(where, "the where of the equation"));
    if (target.isReal()) {
      expressions.number(equation.value(), "the value");
    } else {
      expressions.whole(equation.value(), "the value of a whole tensor");
    }
    verifyBatch();
    if (equation.isGather()) {
      verifyExtents();
    }
  }

  private void verifyBatch() {
    boolean overBatch = equation.indices().contains(Index.BATCH);
    if (target.perSample()) {
      boolean first = equation.at().get(0).equals(new Expr.IndexValue(Index.BATCH));
      require(overBatch && first, "a value per sample is not written at its sample");
    } else {
      require(
          !overBatch || !equation.isGather(), "a value without the batch is written per sample");
    }
  }

  private void verifyExtents() {
    List<Index> indices = equation.indices();
    for (int axis = 0; axis < indices.size(); axis++) {
      int wanted = target.extent(axis);
      require(
          indices.get(axis).extent() == wanted,
          "index " + indices.get(axis) + " does not run over axis " + axis + " of " + target);
    }
  }
}

package dev.layerc.equation;

import java.util.Arrays;
import java.util.List;

/** The value of an expression at one point. Truth values are 1 and 0. */
final class ExprEvaluator implements ExprVisitor<Double> {
  private final Environment environment;
  private final Point point;
  private final Interpreter.Settings settings;

  ExprEvaluator(Environment environment, Point point, Interpreter.Settings settings) {
    this.environment = environment;
    this.point = point;
    this.settings = settings;
  }

  double value(Expr expr) {
    return expr.accept(this);
  }

  boolean holds(Expr condition) {
    return value(condition) != 0;
  }

  /** The whole numbers that index expressions stand for here. */
  long[] place(List<Expr> at) {
    long[] place = new long[at.size()];
    for (int axis = 0; axis < place.length; axis++) {
      place[axis] = ScalarFunctions.whole(value(at.get(axis)));
    }
    return place;
  }

  @Override
  public Double visitLiteral(Expr.Literal literal) {
    return literal.value();
  }

  @Override
  public Double visitIndexValue(Expr.IndexValue indexValue) {
    return (double) point.get(indexValue.index());
  }

  @Override
  public Double visitTraining(Expr.Training training) {
    return settings.training() ? 1.0 : 0.0;
  }

  @Override
  public Double visitBatchSize(Expr.BatchSize batchSize) {
    return (double) settings.batch();
  }

  @Override
  public Double visitRead(Expr.Read read) {
    long[] place = place(read.at());
    int offset = environment.offset(read.tensor(), place);
    if (offset >= 0) {
      return environment.get(read.tensor())[offset];
    }
    return read.otherwise()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    read.tensor() + " is read outside, at " + Arrays.toString(place)));
  }

  @Override
  public Double visitApply(Expr.Apply apply) {
    Operator operator = apply.operator();
    double first = value(apply.operands().get(0));
    if (operator.arity() == 1) {
      return ScalarFunctions.apply(operator, first);
    }
    // As in Java, the right side is not looked at where the left one decides.
    if (operator == Operator.AND && first == 0) {
      return 0.0;
    }
    if (operator == Operator.OR && first != 0) {
      return 1.0;
    }
    return ScalarFunctions.apply(operator, first, value(apply.operands().get(1)));
  }

  @Override
  public Double visitSelect(Expr.Select select) {
    return value(holds(select.condition()) ? select.whenTrue() : select.whenFalse());
  }

  @Override
  public Double visitReduce(Expr.Reduce reduce) {
    Folding folding = new Folding();
    long[] place = {0};
    point.forEach(
        reduce.indices(),
        () -> {
          if (reduce.where().isEmpty() || holds(reduce.where().get())) {
            folding.add(value(reduce.body()), place[0]);
          }
          place[0]++;
        });
    return folding.fold(reduce.reducer());
  }

  @Override
  public Double visitRandomDraw(Expr.RandomDraw draw) {
    long[] place = place(draw.at());
    // The extents may leave out the outermost axis: a row-major position does not need it.
    int given = place.length - draw.extents().size();
    long position = 0;
    for (int axis = 0; axis < place.length; axis++) {
      int extent = axis == 0 ? 1 : draw.extents().get(axis - given);
      position = position * extent + place[axis];
    }
    return CounterRandom.uniform(
        CounterRandom.key(settings.seed(), settings.step(), draw.site()), position);
  }
}

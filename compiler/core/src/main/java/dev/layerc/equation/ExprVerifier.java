package dev.layerc.equation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Checks an expression's indices and kinds of values; what is wrong is an exception's message. */
final class ExprVerifier implements ExprVisitor<ExprVerifier.Kind> {

  /** What an expression yields. Every whole number is a number as well. */
  enum Kind {
    NUMBER,
    WHOLE,
    TRUTH
  }

  private final Deque<Index> scope = new ArrayDeque<>();

  ExprVerifier(List<Index> indices) {
    indices.forEach(this::enter);
  }

  private void enter(Index index) {
    boolean taken = scope.stream().anyMatch(other -> other.name().equals(index.name()));
    require(!taken || index.isBatch(), "two indices are named " + index);
    scope.push(index);
  }

  static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalStateException(problem);
    }
  }

  void whole(Expr expr, String where) {
    require(expr.accept(this) == Kind.WHOLE, where + " is not a whole number");
  }

  void number(Expr expr, String where) {
    require(expr.accept(this) != Kind.TRUTH, where + " is a truth value, not a number");
  }

  void truth(Expr expr, String where) {
    require(expr.accept(this) == Kind.TRUTH, where + " is not a truth value");
  }

  @Override
  public Kind visitLiteral(Expr.Literal literal) {
    double value = literal.value();
    return value == Math.rint(value) && !Double.isInfinite(value) ? Kind.WHOLE : Kind.NUMBER;
  }

  @Override
  public Kind visitIndexValue(Expr.IndexValue indexValue) {
    Index index = indexValue.index();
    require(scope.contains(index), "index " + index + " is neither on the left nor reduced");
    return Kind.WHOLE;
  }

  @Override
  public Kind visitTraining(Expr.Training training) {
    return Kind.TRUTH;
  }

  @Override
  public Kind visitBatchSize(Expr.BatchSize batchSize) {
    return Kind.WHOLE;
  }

  @Override
  public Kind visitRead(Expr.Read read) {
    Tensor tensor = read.tensor();
    for (Expr at : read.at()) {
      whole(at, "an index of " + tensor);
    }
    require(
        !tensor.perSample() || read.at().get(0).equals(new Expr.IndexValue(Index.BATCH)),
        tensor + " is read at another sample than the present one");
    boolean wholeElse =
        read.otherwise().isEmpty()
            || new Expr.Literal(read.otherwise().getAsDouble()).accept(this) == Kind.WHOLE;
    return !tensor.isReal() && wholeElse ? Kind.WHOLE : Kind.NUMBER;
  }

  @Override
  public Kind visitApply(Expr.Apply apply) {
    Operator operator = apply.operator();
    List<Kind> kinds = apply.operands().stream().map(operand -> operand.accept(this)).toList();
    switch (operator) {
      case AND, OR, NOT -> requireAll(kinds, Kind.TRUTH, operator);
      case FLOOR_DIVIDE, FLOOR_MODULO -> requireAll(kinds, Kind.WHOLE, operator);
      default -> require(!kinds.contains(Kind.TRUTH), operator + " of a truth value");
    }
    if (operator.isCondition()) {
      return Kind.TRUTH;
    }
    boolean whole = kinds.stream().allMatch(kind -> kind == Kind.WHOLE);
    boolean keeps = whole && WholeExpressions.keepsWhole(operator);
    return keeps || operator == Operator.FLOOR ? Kind.WHOLE : Kind.NUMBER;
  }

  private static void requireAll(List<Kind> kinds, Kind wanted, Operator operator) {
    require(kinds.stream().allMatch(kind -> kind == wanted), operator + " of " + kinds);
  }

  @Override
  public Kind visitSelect(Expr.Select select) {
    truth(select.condition(), "a condition");
    Kind whenTrue = select.whenTrue().accept(this);
    Kind whenFalse = select.whenFalse().accept(this);
    require(
        (whenTrue == Kind.TRUTH) == (whenFalse == Kind.TRUTH),
        "one branch is a truth value, the other a number");
    return whenTrue == whenFalse ? whenTrue : Kind.NUMBER;
  }

  @Override
  public Kind visitReduce(Expr.Reduce reduce) {
    reduce.indices().forEach(this::enter);
    reduce.where().ifPresent(where -> truth(where, "the where of a reducer"));
    Kind body = reduce.body().accept(this);
    require(body != Kind.TRUTH, reduce.reducer() + " of truth values");
    reduce.indices().forEach(index -> scope.pop());
    return switch (reduce.reducer()) {
      case ARGMAX, ARGMIN -> Kind.WHOLE;
      case SUM, PROD -> body;
      case MAX, MIN, MEAN, LSE -> Kind.NUMBER;
    };
  }

  @Override
  public Kind visitRandomDraw(Expr.RandomDraw draw) {
    int missing = draw.at().size() - draw.extents().size();
    require(
        missing == 0 || missing == 1,
        draw.at().size() + " indices for a draw over " + draw.extents());
    draw.at().forEach(at -> whole(at, "an index of random"));
    return Kind.NUMBER;
  }
}

package dev.layerc.equation;

import dev.layerc.equation.ExprText.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Expressions as text of the language, with no more brackets than its precedence needs. The hidden
 * batch index is not printed in reads; reducers print it as {@code batch}.
 */
final class ExprPrinter implements ExprVisitor<ExprText> {
  private final TensorNames names;

  /** Whether whole arithmetic is printed: index positions, guards. There {@code /} floors. */
  private final boolean whole;

  ExprPrinter(TensorNames names) {
    this(names, false);
  }

  private ExprPrinter(TensorNames names, boolean whole) {
    this.names = names;
    this.whole = whole;
  }

  String print(Expr expr) {
    return expr.accept(this).text();
  }

  /** {@code T[i,j]}; the axis of the batch is left out. */
  String place(Tensor tensor, List<Expr> at, String otherwise) {
    List<Expr> shown = tensor.perSample() ? at.subList(1, at.size()) : at;
    if (shown.isEmpty()) {
      return names.of(tensor);
    }
    return names.of(tensor) + "[" + positions(shown) + otherwise + "]";
  }

  /** The left side of a gather, with the range of each index that the right side does not tell. */
  String ranged(Equation equation) {
    String indices =
        equation.indices().stream()
            .filter(index -> !index.isBatch())
            .map(index -> binder(index, List.of(equation.value())))
            .collect(Collectors.joining(", "));
    String name = names.of(equation.target());
    return indices.isEmpty() ? name : name + "[" + indices + "]";
  }

  private String positions(List<Expr> at) {
    ExprPrinter inside = new ExprPrinter(names, true);
    boolean simple = at.stream().allMatch(ExprPrinter::isSimple);
    return at.stream().map(inside::print).collect(Collectors.joining(simple ? "," : ", "));
  }

  private static boolean isSimple(Expr expr) {
    return expr instanceof Expr.IndexValue || expr instanceof Expr.Literal;
  }

  @Override
  public ExprText visitLiteral(Expr.Literal literal) {
    String text = NumberText.of(literal.value());
    return text.startsWith("-")
        ? new ExprText(text, Level.SIGN, Level.SIGN)
        : ExprText.primary(text);
  }

  @Override
  public ExprText visitIndexValue(Expr.IndexValue indexValue) {
    return ExprText.primary(indexValue.index().name());
  }

  @Override
  public ExprText visitTraining(Expr.Training training) {
    return ExprText.primary("training");
  }

  @Override
  public ExprText visitBatchSize(Expr.BatchSize batchSize) {
    return ExprText.primary("size(batch)");
  }

  @Override
  public ExprText visitRead(Expr.Read read) {
    String otherwise =
        read.otherwise().isPresent()
            ? " else " + NumberText.of(read.otherwise().getAsDouble())
            : "";
    return ExprText.primary(place(read.tensor(), read.at(), otherwise));
  }

  @Override
  public ExprText visitRandomDraw(Expr.RandomDraw draw) {
    List<Expr> shown =
        draw.at().stream().filter(at -> !at.equals(new Expr.IndexValue(Index.BATCH))).toList();
    return ExprText.primary(shown.isEmpty() ? "random" : "random[" + positions(shown) + "]");
  }

  @Override
  public ExprText visitSelect(Expr.Select select) {
    ExprText condition = select.condition().accept(this);
    ExprText whenTrue = select.whenTrue().accept(this);
    ExprText whenFalse = select.whenFalse().accept(this);
    String text =
        condition.asTighterLeft(Level.SELECT)
            + " ? "
            + whenTrue.asTighterLeft(Level.SELECT)
            + " : "
            + whenFalse.text();
    return new ExprText(text, Level.SELECT, Level.SELECT);
  }

  @Override
  public ExprText visitReduce(Expr.Reduce reduce) {
    String indices =
        reduce.indices().stream()
            .map(index -> binder(index, reduce))
            .collect(Collectors.joining(", "));
    String where = reduce.where().map(guard -> " where " + print(guard)).orElse("");
    String head = reduce.reducer().name().toLowerCase(Locale.ROOT) + "[" + indices + where + "] ";
    ExprText body = reduce.body().accept(this);
    return new ExprText(head + body.asLeft(Level.REDUCER), Level.REDUCER, Level.REDUCER);
  }

  /** An index that stands alone on an axis has its range from there; others need it written. */
  private static String binder(Index index, Expr.Reduce reduce) {
    List<Expr> inside = new ArrayList<>(List.of(reduce.body()));
    reduce.where().ifPresent(inside::add);
    return binder(index, inside);
  }

  private static String binder(Index index, List<Expr> inside) {
    if (index.isBatch()) {
      return index.name();
    }
    boolean stated =
        inside.stream()
            .flatMap(expr -> ExprQueries.reads(expr).stream())
            .anyMatch(read -> standsAlone(index, read));
    return stated ? index.name() : index.name() + " < " + index.extent();
  }

  private static boolean standsAlone(Index index, Expr.Read read) {
    for (int axis = 0; axis < read.at().size(); axis++) {
      if (read.at().get(axis).equals(new Expr.IndexValue(index))
          && read.tensor().extent(axis) == index.extent()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ExprText visitApply(Expr.Apply apply) {
    return OperatorText.isFunction(apply.operator(), whole) ? call(apply) : operation(apply);
  }

  private ExprText call(Expr.Apply apply) {
    String arguments = apply.operands().stream().map(this::print).collect(Collectors.joining(", "));
    if (apply.operator() == Operator.FLOOR_DIVIDE) {
      Expr quotient = new Expr.Apply(Operator.DIVIDE, apply.operands());
      arguments = print(quotient);
    }
    return ExprText.primary(OperatorText.function(apply.operator()) + "(" + arguments + ")");
  }

  private ExprText operation(Expr.Apply apply) {
    Operator operator = apply.operator();
    ExprPrinter inside = forOperandsOf(apply);
    Level level = OperatorText.level(operator);
    if (operator.arity() == 1) {
      ExprText operand = apply.operands().get(0).accept(inside);
      boolean fits = operand.isPrefix() || operand.level().isAtLeast(level);
      // Two signs in a row would read badly.
      boolean bare = fits && !operand.text().startsWith(OperatorText.symbol(operator));
      String text = OperatorText.symbol(operator) + operand.bracketedUnless(bare);
      return ExprText.operation(text, level, operand, !bare);
    }
    ExprText left = apply.operands().get(0).accept(inside);
    ExprText right = apply.operands().get(1).accept(inside);
    boolean bare = isBareOnTheRight(right, level);
    String text =
        (isChained(level) ? left.asLeft(level) : left.asTighterLeft(level))
            + inside.spaced(apply, right, bare)
            + right.bracketedUnless(bare);
    return ExprText.operation(text, level, right, !bare);
  }

  /**
   * {@code a - b - c} needs no brackets; {@code (a ^ b) ^ c} and {@code (a < b) == c} have them.
   */
  private static boolean isChained(Level level) {
    return level != Level.POWER && level != Level.COMPARISON;
  }

  /** A reducer needs no brackets as the last factor; a sign does, for the reader. */
  private static boolean isBareOnTheRight(ExprText right, Level level) {
    if (level == Level.PRODUCT && right.level() == Level.REDUCER) {
      return true;
    }
    if (right.text().startsWith("-")) {
      return level == Level.COMPARISON;
    }
    return level == Level.POWER
        ? right.level().isAtLeast(level)
        : right.level().isTighterThan(level);
  }

  /** A comparison of whole numbers is a guard; so is what stands under it. */
  private ExprPrinter forOperandsOf(Expr.Apply apply) {
    if (!whole && OperatorText.level(apply.operator()) == Level.COMPARISON) {
      boolean guard = apply.operands().stream().allMatch(WholeExpressions::isWhole);
      return guard ? new ExprPrinter(names, true) : this;
    }
    return this;
  }

  /** Products are set tight, unless a quotient or a reducer in them needs the room. */
  private String spaced(Expr.Apply apply, ExprText right, boolean bare) {
    String symbol = OperatorText.symbol(apply.operator());
    Level level = OperatorText.level(apply.operator());
    boolean tight =
        switch (level) {
          case POWER -> true;
          case PRODUCT ->
              whole || (!holdsQuotient(apply) && !(bare && right.level() == Level.REDUCER));
          case SUM -> whole;
          default -> false;
        };
    return tight ? symbol : " " + symbol + " ";
  }

  private static boolean holdsQuotient(Expr expr) {
    if (!(expr instanceof Expr.Apply apply)) {
      return false;
    }
    return switch (apply.operator()) {
      case DIVIDE, FLOOR_MODULO -> true;
      case MULTIPLY -> holdsQuotient(apply.operands().get(0));
      default -> false;
    };
  }
}

package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Chooses between numbers without a branch where data decides, both being at hand:
 *
 * <pre>{@code
 * dx[i] = y[i] > 0 ? dy[i] : 0              ->   dx[i] = choose(y[i] > 0, dy[i], 0)
 * dx[i] = y[i] > 0 && at[i] == 3 ? dy[i] : 0
 *                       ->   dx[i] = choose(y[i] > 0, choose(at[i] == 3, dy[i], 0), 0)
 * }</pre>
 *
 * A relu's mask is as good as random, so that a branch is guessed wrong half of the time; HotSpot
 * has conditional moves for whole numbers alone. Conditions on places stay: they may guard a read;
 * and so do a few choices a sample, which take no time and read better.
 */
public final class ChooseByMask {
  /** Operations that are computed in vain at most, in less time than a wrong guess takes. */
  private static final int MOST_OPERATIONS = 6;

  /** Choices in a loop in a loop are many, and so are so many that are written out. */
  private static final int MANY = 8;

  private ChooseByMask() {}

  /** The same network. */
  public static LoopProgram in(LoopProgram program) {
    UnaryOperator<Routine> change =
        routine ->
            new Routine(
                routine.calls(),
                routine.methods().stream().map(ChooseByMask::in).toList(),
                routine.decisions());
    return program.withRoutines(change, change);
  }

  private static Method in(Method method) {
    int[] choices = new int[1];
    method
        .body()
        .forEach(
            statement ->
                LoopRewriter.forEachValue(
                    statement, value -> choices[0] += isBetweenNumbersByData(value) ? 1 : 0));
    List<Statement> body = choices[0] < MANY ? inLoops(method.body(), 0) : all(method.body());
    return new Method(method.name(), method.arguments(), body, method.summary(), method.isVector());
  }

  private static List<Statement> inLoops(List<Statement> body, int depth) {
    return depth > 1
        ? all(body)
        : body.stream()
            .map(
                statement ->
                    LoopRewriter.mapBodies(
                        statement,
                        inner ->
                            inLoops(
                                inner, statement instanceof Statement.Loop ? depth + 1 : depth)))
            .toList();
  }

  private static List<Statement> all(List<Statement> body) {
    return new AssignAlways(ChooseByMask::isCheap)
        .in(body).stream()
            .map(statement -> LoopRewriter.map(statement, ChooseByMask::chosen))
            .toList();
  }

  /** True where data decides between numbers, or whole ones, that are at hand. */
  private static boolean isCheap(Value.Choice choice) {
    boolean wholes =
        WholeRanges.isWhole(choice.whenTrue()) && WholeRanges.isWhole(choice.whenFalse());
    return (wholes || isBetweenNumbers(choice)) && isOfData(choice.condition());
  }

  private static boolean isBetweenNumbers(Value.Choice choice) {
    return isAtHand(choice.whenTrue()) && isAtHand(choice.whenFalse());
  }

  private static Value chosen(Value value) {
    return isBetweenNumbersByData(value) && value instanceof Value.Choice choice
        ? chosen(choice.condition(), choice.whenTrue(), choice.whenFalse())
        : value;
  }

  private static boolean isBetweenNumbersByData(Value value) {
    return value instanceof Value.Choice choice
        && isBetweenNumbers(choice)
        && isOfData(choice.condition());
  }

  /** A choice for each comparison, one in the other: {@code &&} would be a branch. */
  private static Value chosen(Value condition, Value whenTrue, Value whenFalse) {
    Value.Operation operation = (Value.Operation) condition;
    List<Value> of = operation.operands();
    return switch (operation.code()) {
      case NOT -> chosen(of.get(0), whenFalse, whenTrue);
      case AND -> chosen(of.get(0), chosen(of.get(1), whenTrue, whenFalse), whenFalse);
      case OR -> chosen(of.get(0), whenTrue, chosen(of.get(1), whenTrue, whenFalse));
      default -> new Value.Operation(Code.CHOOSE, condition, whenTrue, whenFalse);
    };
  }

  /** True where data decides each part of a condition. */
  private static boolean isOfData(Value condition) {
    if (!(condition instanceof Value.Operation operation) || !operation.code().isCondition()) {
      return false;
    }
    List<Value> of = operation.operands();
    return switch (operation.code()) {
      case AND, OR, NOT -> of.stream().allMatch(ChooseByMask::isOfData);
      default ->
          of.stream().allMatch(ChooseByMask::isCompared)
              && of.stream().anyMatch(ChooseByMask::isData);
    };
  }

  /** True for real numbers, and for whole ones that are read. */
  private static boolean isData(Value value) {
    return isRead(value, Type.INT_ARRAY) || isNumber(value);
  }

  private static boolean isCompared(Value value) {
    return WholeRanges.isWhole(value) || isData(value);
  }

  /** True for few operations on numbers, which cannot fail. */
  private static boolean isAtHand(Value value) {
    int[] operations = new int[1];
    LoopRewriter.forEachPart(
        value, part -> operations[0] += part instanceof Value.Operation o && isReal(o) ? 1 : 0);
    return isNumber(value) && operations[0] <= MOST_OPERATIONS;
  }

  private static boolean isNumber(Value value) {
    if (value instanceof Value.Operation operation) {
      List<Value> numbers = operation.operands();
      return isReal(operation)
          && numbers.subList(operation.code() == Code.CHOOSE ? 1 : 0, numbers.size()).stream()
              .allMatch(ChooseByMask::isNumber);
    }
    return value instanceof Value.Real
        || (value instanceof Value.Local local && local.type() == Type.REAL)
        || isRead(value, Type.REAL_ARRAY);
  }

  private static boolean isReal(Value.Operation operation) {
    return switch (operation.code()) {
      case ADD, SUBTRACT, MULTIPLY, NEGATE, FMA, MIN, MAX, ABS, CHOOSE -> true;
      default -> false;
    };
  }

  /** True for an element at a place that no data tells. */
  private static boolean isRead(Value value, Type array) {
    return value instanceof Value.Element element
        && typeOf(element.array()) == array
        && !LoopRewriter.contains(element.index(), Value.Element.class::isInstance)
        && !(element.array() instanceof Value.Element row
            && LoopRewriter.contains(row.index(), Value.Element.class::isInstance));
  }

  private static Type typeOf(Value array) {
    if (array instanceof Value.Element row && row.array() instanceof Value.Local rows) {
      return rows.type().element();
    }
    return array instanceof Value.Local local ? local.type() : Type.LONG;
  }
}

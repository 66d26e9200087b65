package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a loop over several indices reads is found in a table, where quotients and remainders would
 * tell it anew for each term:
 *
 * <pre>{@code
 * for (term) { int l = term % 5; int k = term / 5; ... x[l * 896 + k * 28 + lane] ... }
 * ->
 * for (term) { int place = PLACES[term]; ... x[place + lane] ... }
 * }</pre>
 */
final class TabulatePlaces {
  private final MethodDraft method;
  private final Value.Local term;
  private final int end;
  private final Map<Value.Local, Digit> digits = new LinkedHashMap<>();
  private final Map<Value.OfDigits, Value.Local> tables = new LinkedHashMap<>();

  private TabulatePlaces(MethodDraft method, Statement.Loop loop, int end) {
    this.method = method;
    this.term = new Value.Local(loop.variable(), Type.INT);
    this.end = end;
  }

  /**
   * {@code term / divisor}, or the remainder of that.
   *
   * @param extent what it is less than
   */
  private record Digit(int divisor, int extent) {}

  /** Whole steps for digits, and what else is added to these. */
  private record Sum(Map<Digit, Integer> steps, Value rest) {}

  /**
   * The statements with a table for each loop over terms among them that takes these apart.
   *
   * @param terms how many there are, if that is known: a loop may be over a part of them
   */
  static List<Statement> in(List<Statement> body, Value terms, MethodDraft method) {
    return terms instanceof Value.Whole all
        ? body.stream().map(statement -> in(statement, all.value(), method)).toList()
        : body;
  }

  private static Statement in(Statement statement, int terms, MethodDraft method) {
    return statement instanceof Statement.Loop loop
        ? new TabulatePlaces(method, loop, terms).inLoop(loop)
        : statement;
  }

  private Statement inLoop(Statement.Loop loop) {
    loop.body().forEach(this::name);
    List<Statement> looked =
        loop.body().stream().map(s -> LoopRewriter.map(s, this::look)).toList();
    List<Statement> body = new ArrayList<>();
    tables.forEach(
        (table, local) -> body.add(new Statement.Declare(Type.INT, local.name(), table)));
    body.addAll(DropUnused.in(looked, digits.keySet()));
    return new Statement.Loop(loop.variable(), loop.from(), loop.to(), loop.step(), body);
  }

  private void name(Statement statement) {
    if (statement instanceof Statement.Declare declare && declare.type() == Type.INT) {
      digit(declare.value())
          .ifPresent(digit -> digits.put(new Value.Local(declare.name(), Type.INT), digit));
    }
  }

  private Optional<Digit> digit(Value value) {
    if (value.equals(term)) {
      return Optional.of(new Digit(1, end));
    }
    if (!(value instanceof Value.Operation operation)
        || operation.operands().size() != 2
        || !(operation.operands().get(1) instanceof Value.Whole by)) {
      return Optional.empty();
    }
    Optional<Digit> of = digit(operation.operands().get(0));
    return switch (operation.code()) {
      case INT_QUOTIENT -> of.flatMap(digit -> quotient(digit, by.value()));
      case INT_REMAINDER -> of.flatMap(digit -> remainder(digit, by.value()));
      default -> Optional.empty();
    };
  }

  private static Optional<Digit> quotient(Digit digit, int by) {
    return digit.extent() % by == 0
        ? Optional.of(new Digit(digit.divisor() * by, digit.extent() / by))
        : Optional.empty();
  }

  private static Optional<Digit> remainder(Digit digit, int by) {
    return digit.extent() % by == 0
        ? Optional.of(new Digit(digit.divisor(), by))
        : Optional.empty();
  }

  /** The place of what is read, looked up. */
  private Value look(Value value) {
    if (value instanceof Value.Lanes lanes) {
      return new Value.Lanes(lanes.array(), place(lanes.index()));
    }
    return value instanceof Value.Element element
        ? new Value.Element(element.array(), place(element.index()))
        : value;
  }

  private Value place(Value index) {
    return sum(index)
        .filter(sum -> !sum.steps().isEmpty())
        .flatMap(sum -> table(sum.steps()).map(table -> Wholes.add(local(table), sum.rest())))
        .orElse(index);
  }

  private Value.Local local(Value.OfDigits table) {
    return tables.computeIfAbsent(table, t -> new Value.Local(method.freshName("place"), Type.INT));
  }

  private Optional<Sum> sum(Value value) {
    Digit digit = digits.get(value);
    if (digit != null) {
      return Optional.of(new Sum(Map.of(digit, 1), Wholes.constant(0)));
    }
    if (!LoopRewriter.contains(value, digits::containsKey)) {
      return Optional.of(new Sum(Map.of(), value));
    }
    if (!(value instanceof Value.Operation operation)) {
      return Optional.empty();
    }
    Value left = operation.operands().get(0);
    if (operation.code() == Code.INT_ADD) {
      return sum(left).flatMap(a -> sum(operation.operands().get(1)).map(b -> plus(a, b)));
    }
    if (operation.code() == Code.INT_SUBTRACT) {
      return sum(left).flatMap(a -> sum(operation.operands().get(1)).map(b -> minus(a, b)));
    }
    return operation.code() == Code.INT_MULTIPLY
            && operation.operands().get(1) instanceof Value.Whole by
        ? sum(left).map(a -> times(a, by.value()))
        : Optional.empty();
  }

  private static Sum plus(Sum left, Sum right) {
    Map<Digit, Integer> steps = new LinkedHashMap<>(left.steps());
    right.steps().forEach((digit, step) -> steps.merge(digit, step, Math::addExact));
    return new Sum(steps, Wholes.add(left.rest(), right.rest()));
  }

  private static Sum minus(Sum left, Sum right) {
    Map<Digit, Integer> steps = new LinkedHashMap<>(left.steps());
    right.steps().forEach((digit, step) -> steps.merge(digit, -step, Math::addExact));
    return new Sum(steps, Wholes.subtract(left.rest(), right.rest()));
  }

  private static Sum times(Sum sum, int by) {
    Map<Digit, Integer> steps = new LinkedHashMap<>();
    sum.steps().forEach((digit, step) -> steps.put(digit, Math.multiplyExact(step, by)));
    return new Sum(steps, Wholes.multiply(sum.rest(), by));
  }

  /** The table, with a step of 0 for digits that do not count; empty where digits overlap. */
  private Optional<Value.OfDigits> table(Map<Digit, Integer> steps) {
    Map<Digit, Integer> ordered = new TreeMap<>(Comparator.comparingInt(Digit::divisor).reversed());
    ordered.putAll(steps);
    List<Integer> extents = new ArrayList<>();
    List<Integer> stepsOfAll = new ArrayList<>();
    int above = end;
    for (Map.Entry<Digit, Integer> entry : ordered.entrySet()) {
      Digit digit = entry.getKey();
      int span = digit.divisor() * digit.extent();
      if (above % span != 0) {
        return Optional.empty();
      }
      addDigit(above / span, 0, extents, stepsOfAll);
      addDigit(digit.extent(), entry.getValue(), extents, stepsOfAll);
      above = digit.divisor();
    }
    addDigit(above, 0, extents, stepsOfAll);
    return Optional.of(new Value.OfDigits(extents, stepsOfAll, term));
  }

  private static void addDigit(int extent, int step, List<Integer> extents, List<Integer> steps) {
    if (extent > 1) {
      extents.add(extent);
      steps.add(step);
    }
  }
}

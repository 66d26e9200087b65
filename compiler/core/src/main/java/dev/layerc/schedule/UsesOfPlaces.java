package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a method does with an array of whole numbers, or with rows of them. */
final class UsesOfPlaces {
  private final Method method;

  /** The array and the locals that hold rows of it. */
  private final Set<String> names = new LinkedHashSet<>();

  UsesOfPlaces(Method method, String array) {
    this.method = method;
    names.add(array);
    forEachStatement(
        statement -> {
          if (isRow(statement)) {
            names.add(((Statement.Declare) statement).name());
          }
        });
  }

  private void forEachStatement(Consumer<Statement> visit) {
    method.body().forEach(outer -> LoopRewriter.forEachStatement(outer, visit));
  }

  private boolean isRow(Statement statement) {
    return statement instanceof Statement.Declare declare
        && declare.type() == Type.INT_ARRAY
        && declare.value() instanceof Value.Element row
        && isNamed(row.array());
  }

  private boolean isNamed(Value value) {
    return value instanceof Value.Local local && names.contains(local.name());
  }

  /** True where its numbers are stored and compared, and nothing else. */
  boolean areAllowed() {
    int[] others = new int[1];
    forEachStatement(
        statement -> {
          boolean allowed =
              isRow(statement)
                  || (statement instanceof Statement.Store store && isOfPlaces(store.array()));
          others[0] -= allowed ? 1 : 0;
        });
    for (Statement statement : method.body()) {
      LoopRewriter.forEachValue(
          statement, value -> others[0] += (isNamed(value) ? 1 : 0) - compared(value));
    }
    return others[0] == 0;
  }

  private boolean isOfPlaces(Value array) {
    return isNamed(array) || (array instanceof Value.Element row && isNamed(row.array()));
  }

  /** How many of the numbers a comparison compares. */
  private int compared(Value value) {
    boolean compares =
        value instanceof Value.Operation operation
            && operation.code().isCondition()
            && operation.code().compareTo(Code.AND) < 0;
    return compares
        ? (int) ((Value.Operation) value).operands().stream().filter(this::isPlace).count()
        : 0;
  }

  private boolean isPlace(Value value) {
    return value instanceof Value.Element element && isOfPlaces(element.array());
  }

  /** The method with real numbers in place of the whole ones. */
  Method asReals() {
    List<Method.Argument> arguments = new ArrayList<>();
    for (Method.Argument argument : method.arguments()) {
      boolean changes = names.contains(argument.name());
      arguments.add(
          changes ? new Method.Argument(ofReals(argument.type()), argument.name()) : argument);
    }
    return new Method(
        method.name(),
        arguments,
        method.body().stream().map(this::asReals).toList(),
        method.summary(),
        method.isVector());
  }

  private Statement asReals(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      return new Statement.Loop(
          loop.variable(),
          loop.from(),
          loop.to(),
          loop.step(),
          loop.body().stream().map(this::asReals).toList());
    }
    if (statement instanceof Statement.Branch branch) {
      return new Statement.Branch(
          LoopRewriter.map(branch.condition(), this::asReal),
          branch.whenTrue().stream().map(this::asReals).toList(),
          branch.whenFalse().stream().map(this::asReals).toList());
    }
    Statement changed = LoopRewriter.map(statement, this::asReal);
    return changed instanceof Statement.Declare row && names.contains(row.name())
        ? new Statement.Declare(Type.REAL_ARRAY, row.name(), row.value())
        : changed;
  }

  private Value asReal(Value value) {
    return value instanceof Value.Local local && names.contains(local.name())
        ? new Value.Local(local.name(), ofReals(local.type()))
        : value;
  }

  private static Type ofReals(Type type) {
    return type == Type.INT_ARRAY ? Type.REAL_ARRAY : Type.REAL_ROWS;
  }
}

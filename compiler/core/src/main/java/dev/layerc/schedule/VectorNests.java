package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the nests of loops of a method that vectors can do, and has each done by a method. */
final class VectorNests {
  private final Method method;
  private final JavaNames names;
  private final List<Statement> body;
  private final List<Method> onVectors = new ArrayList<>();

  /** The arrays that the row in a local may be of. */
  private final Map<String, Set<String>> arrays = new LinkedHashMap<>();

  /** Names of further methods are taken from {@code names}. */
  VectorNests(Method method, JavaNames names) {
    this.method = method;
    this.names = names;
    this.body = in(method.body());
  }

  /** The method, which calls those on vectors where rows fill these. */
  Method method() {
    return new Method(method.name(), method.arguments(), body, method.summary());
  }

  /** The methods on vectors. */
  List<Method> onVectors() {
    return onVectors;
  }

  private List<Statement> in(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    for (Statement statement : body) {
      LoopRewriter.forEachStatement(statement, this::note);
      add(in(statement), result);
    }
    return result;
  }

  /** What asks whether vectors fit joins what asked the same just before. */
  private static void add(Statement statement, List<Statement> out) {
    Statement last = out.isEmpty() ? statement : out.get(out.size() - 1);
    if (statement instanceof Statement.Branch branch
        && branch.condition() instanceof Value.VectorsFit
        && last instanceof Statement.Branch before
        && last != statement
        && before.condition().equals(branch.condition())
        && areApart(before.whenTrue(), branch.whenTrue())
        && areApart(before.whenFalse(), branch.whenFalse())) {
      out.set(
          out.size() - 1,
          new Statement.Branch(
              branch.condition(),
              joined(before.whenTrue(), branch.whenTrue()),
              joined(before.whenFalse(), branch.whenFalse())));
    } else {
      out.add(statement);
    }
  }

  /** True where the first declares no name that the second declares too. */
  private static boolean areApart(List<Statement> one, List<Statement> other) {
    Set<String> declared = new LinkedHashSet<>();
    other.forEach(statement -> declared.addAll(Rows.changedIn(statement)));
    return one.stream()
        .noneMatch(
            statement ->
                statement instanceof Statement.Declare declare
                    && declared.contains(declare.name()));
  }

  private static List<Statement> joined(List<Statement> one, List<Statement> other) {
    List<Statement> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private void note(Statement statement) {
    if (statement instanceof Statement.Declare declare && declare.type() == Type.REAL_ARRAY) {
      Set<String> all = new LinkedHashSet<>();
      LoopRewriter.forEachValue(
          declare,
          value -> {
            if (value instanceof Value.Element row) {
              all.add(Rows.nameOf(row));
            }
          });
      arrays.put(declare.name(), all);
    }
  }

  private Statement in(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      Optional<VectorNest> nest = VectorNest.of(loop, arrays);
      return nest.isPresent()
          ? chosen(nest.get(), loop)
          : new Statement.Loop(
              loop.variable(), loop.from(), loop.to(), loop.step(), in(loop.body()));
    }
    return statement instanceof Statement.Branch branch
        ? new Statement.Branch(branch.condition(), in(branch.whenTrue()), in(branch.whenFalse()))
        : statement;
  }

  private Statement chosen(VectorNest nest, Statement.Loop loop) {
    Method made = nest.method(names.fresh(method.name() + "Choices"), method.summary());
    onVectors.add(made);
    List<Value> arguments = new ArrayList<>();
    made.arguments().forEach(a -> arguments.add(new Value.Local(a.name(), a.type())));
    return new Statement.Branch(
        new Value.VectorsFit(nest.length()),
        List.of(new Statement.Invoke(made.name(), arguments)),
        List.of(loop));
  }
}

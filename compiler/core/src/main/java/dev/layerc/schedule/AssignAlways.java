package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a branch that only assigns to variables choices between what they get and what they have:
 *
 * <pre>{@code
 * if (x[i] > best) {             place = x[i] > best ? 3 : place;
 *   best = x[i];            ->   best = x[i] > best ? x[i] : best;
 *   place = 3;
 * }
 * }</pre>
 *
 * What the condition reads is assigned last. Variables that a loop carries are left: of the largest
 * of many, few are larger than all before, and each choice would wait for the one before it.
 */
final class AssignAlways {
  private final Predicate<Value.Choice> isWanted;

  /** For branches all choices of which are wanted. */
  AssignAlways(Predicate<Value.Choice> isWanted) {
    this.isWanted = isWanted;
  }

  List<Statement> in(List<Statement> body) {
    Set<String> declared = new LinkedHashSet<>();
    List<Statement> statements = new ArrayList<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.Declare declare) {
        declared.add(declare.name());
      }
      statements.addAll(in(statement, declared));
    }
    return statements;
  }

  private List<Statement> in(Statement statement, Set<String> declared) {
    Statement inner = LoopRewriter.mapBodies(statement, this::in);
    return inner instanceof Statement.Branch branch && canAssign(branch, declared)
        ? assigned(branch)
        : List.of(inner);
  }

  private boolean canAssign(Statement.Branch branch, Set<String> declared) {
    Set<String> changed = new LinkedHashSet<>();
    for (Statement statement : branch.whenTrue()) {
      if (!(statement instanceof Statement.Assign assign)
          || !declared.contains(assign.name())
          || !changed.add(assign.name())
          || !isWanted.test(choice(branch.condition(), assign))) {
        return false;
      }
    }
    Set<String> decide = Rows.localsOf(branch.condition());
    return branch.whenFalse().isEmpty()
        && branch.whenTrue().stream()
            .map(Statement.Assign.class::cast)
            .allMatch(assign -> Rows.localsOf(assign.value()).stream().noneMatch(changed::contains))
        && changed.stream().filter(decide::contains).count() <= 1;
  }

  private static List<Statement> assigned(Statement.Branch branch) {
    Set<String> decide = Rows.localsOf(branch.condition());
    List<Statement> statements = new ArrayList<>();
    branch.whenTrue().stream()
        .map(Statement.Assign.class::cast)
        .sorted(Comparator.comparing(assign -> decide.contains(assign.name())))
        .map(
            assign ->
                new Statement.Assign(
                    assign.name(), assign.type(), choice(branch.condition(), assign)))
        .forEach(statements::add);
    return statements;
  }

  private static Value.Choice choice(Value condition, Statement.Assign assign) {
    return new Value.Choice(
        condition, assign.value(), new Value.Local(assign.name(), assign.type()));
  }
}

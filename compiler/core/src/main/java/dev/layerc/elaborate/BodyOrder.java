package dev.layerc.elaborate;

import dev.layerc.spec.Name;
import dev.layerc.spec.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements of a body in the order of dependency: what a statement mentions comes before it.
 * Statements that need one another form a group (Tarjan's algorithm); a recurrence is such a group.
 * Where the dependencies leave a choice, the order is that of the text, constants first, since
 * repetitions count by them.
 */
final class BodyOrder {
  /** Statements to be elaborated together; a single one that does not need itself, mostly. */
  record Group(List<Statement> statements, boolean cyclic) {}

  private final Map<String, Statement> definitions = new LinkedHashMap<>();
  private final Map<Statement, Integer> numbers = new LinkedHashMap<>();
  private final Map<Statement, Integer> lowest = new LinkedHashMap<>();
  private final Deque<Statement> stack = new ArrayDeque<>();
  private final List<Statement> text;
  private final List<Group> groups = new ArrayList<>();

  private BodyOrder(List<Statement> body) {
    this.text = body;
    for (Statement statement : body) {
      for (Name name : StatementParts.defines(statement)) {
        definitions.putIfAbsent(name.text(), statement);
      }
    }
  }

  static List<Group> of(List<Statement> body) {
    BodyOrder order = new BodyOrder(body);
    body.stream().filter(s -> s instanceof Statement.Constant).forEach(order::visitNew);
    body.forEach(order::visitNew);
    return order.groups;
  }

  private void visitNew(Statement statement) {
    if (!numbers.containsKey(statement)) {
      visit(statement);
    }
  }

  private void visit(Statement statement) {
    int number = numbers.size();
    numbers.put(statement, number);
    lowest.put(statement, number);
    stack.push(statement);
    Set<Statement> needed = needed(statement);
    for (Statement other : needed) {
      if (!numbers.containsKey(other)) {
        visit(other);
        lowest.merge(statement, lowest.get(other), Math::min);
      } else if (stack.contains(other)) {
        lowest.merge(statement, numbers.get(other), Math::min);
      }
    }
    if (lowest.get(statement) == number) {
      close(statement, needed.contains(statement));
    }
  }

  private Set<Statement> needed(Statement statement) {
    Set<Statement> needed = new LinkedHashSet<>();
    for (String name : StatementParts.mentions(statement)) {
      Statement definition = definitions.get(name);
      if (definition != null) {
        needed.add(definition);
      }
    }
    return needed;
  }

  private void close(Statement root, boolean needsItself) {
    List<Statement> members = new ArrayList<>();
    Statement member;
    do {
      member = stack.pop();
      members.add(member);
    } while (member != root);
    Collections.sort(members, (a, b) -> text.indexOf(a) - text.indexOf(b));
    groups.add(new Group(members, members.size() > 1 || needsItself));
  }
}

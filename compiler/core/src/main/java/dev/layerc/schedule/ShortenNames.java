package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Gives each local the shortest name that is free where it stands. While a method is drafted, names
 * are told apart in the whole of it; two loops that follow one another may both be over {@code i}.
 */
final class ShortenNames {
  private final UnaryOperator<String> wanted;

  private ShortenNames(UnaryOperator<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * The same statements with short names.
   *
   * @param wanted the name that each local would like to have
   */
  static List<Statement> in(
      List<Statement> body, List<Method.Argument> arguments, UnaryOperator<String> wanted) {
    Set<String> visible = new LinkedHashSet<>();
    arguments.forEach(argument -> visible.add(argument.name()));
    visible.addAll(Width.CONSTANTS);
    return new ShortenNames(wanted).block(body, visible, new LinkedHashMap<>());
  }

  /** A block: what it declares is visible to its end, and known by {@code names} from then on. */
  private List<Statement> block(
      List<Statement> body, Set<String> outerVisible, Map<String, String> outerNames) {
    Set<String> visible = new LinkedHashSet<>(outerVisible);
    Map<String, String> names = new LinkedHashMap<>(outerNames);
    List<Statement> renamed = new ArrayList<>();
    for (Statement statement : body) {
      renamed.add(rename(statement, visible, names));
    }
    return renamed;
  }

  private Statement rename(Statement statement, Set<String> visible, Map<String, String> names) {
    if (statement instanceof Statement.Loop loop) {
      Set<String> inside = new LinkedHashSet<>(visible);
      Map<String, String> insideNames = new LinkedHashMap<>(names);
      Value from = rename(loop.from(), names);
      Value to = rename(loop.to(), names);
      String variable = declare(loop.variable(), inside, insideNames);
      return new Statement.Loop(
          variable, from, to, loop.step(), block(loop.body(), inside, insideNames));
    }
    if (statement instanceof Statement.Branch branch) {
      return new Statement.Branch(
          rename(branch.condition(), names),
          block(branch.whenTrue(), visible, names),
          block(branch.whenFalse(), visible, names));
    }
    if (statement instanceof Statement.Declare declare) {
      Value value = rename(declare.value(), names);
      return new Statement.Declare(declare.type(), declare(declare.name(), visible, names), value);
    }
    if (statement instanceof Statement.Assign assign) {
      String name = names.getOrDefault(assign.name(), assign.name());
      return new Statement.Assign(name, assign.type(), rename(assign.value(), names));
    }
    return LoopRewriter.map(statement, value -> renameNode(value, names));
  }

  private String declare(String name, Set<String> visible, Map<String, String> names) {
    JavaNames free = new JavaNames(visible.toArray(String[]::new));
    String shortName = free.fresh(wanted.apply(name));
    visible.add(shortName);
    names.put(name, shortName);
    return shortName;
  }

  private static Value rename(Value value, Map<String, String> names) {
    return LoopRewriter.map(value, node -> renameNode(node, names));
  }

  private static Value renameNode(Value node, Map<String, String> names) {
    return node instanceof Value.Local local && names.containsKey(local.name())
        ? new Value.Local(names.get(local.name()), local.type())
        : node;
  }
}

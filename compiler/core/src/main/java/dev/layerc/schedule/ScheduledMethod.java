package dev.layerc.schedule;

import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A method of a routine, the arguments of its call, and the tiles that it calls itself. */
record ScheduledMethod(Method method, List<Value> arguments, List<Method> tiles) {
  ScheduledMethod {
    arguments = List.copyOf(arguments);
    tiles = List.copyOf(tiles);
  }

  ScheduledMethod(Method method, List<Value> arguments) {
    this(method, arguments, List.of());
  }

  ScheduledMethod withTiles(List<Method> other) {
    return new ScheduledMethod(method, arguments, other);
  }

  /** The same with other names for the tiles: what one begins with may be all of another's name. */
  ScheduledMethod withTilesNamed(UnaryOperator<String> name) {
    Map<String, String> names = new HashMap<>();
    tiles.forEach(tile -> names.put(tile.name(), name.apply(tile.name())));
    UnaryOperator<String> renamed = old -> names.getOrDefault(old, old);
    return new ScheduledMethod(
        renamed(method, renamed),
        arguments,
        tiles.stream().map(tile -> renamed(tile, renamed)).toList());
  }

  private static Method renamed(Method method, UnaryOperator<String> renamed) {
    List<Statement> body = new RenameCode(UnaryOperator.identity(), renamed).in(method.body());
    return new Method(
        renamed.apply(method.name()),
        method.arguments(),
        body,
        method.summary(),
        method.isVector());
  }

  Statement.Invoke call() {
    return new Statement.Invoke(method.name(), arguments);
  }
}

package dev.layerc.schedule;

import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.List;

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

  Statement.Invoke call() {
    return new Statement.Invoke(method.name(), arguments);
  }
}

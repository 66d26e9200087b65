package dev.layerc.schedule;

import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The locals that hold lanes as they lie in memory. */
final class LoadedLanes {
  private final Map<Value.Element, Value.Local> locals = new LinkedHashMap<>();

  Optional<Value.Local> find(Value.Element element) {
    return Optional.ofNullable(locals.get(element));
  }

  void put(Value.Element element, Value.Local lanes) {
    locals.put(element, lanes);
  }

  /** Forgets what an array had before something was stored in it. */
  void forget(Value array) {
    String name = Rows.nameOf(array);
    locals.keySet().removeIf(element -> Rows.nameOf(element).equals(name));
  }

  LoadedLanes copy() {
    LoadedLanes copy = new LoadedLanes();
    copy.locals.putAll(locals);
    return copy;
  }

  /** The lanes from an element of the first lane on. */
  static Value load(Value.Element element) {
    return new Value.Lanes(element.array(), LanePlaces.first(element.index()));
  }
}

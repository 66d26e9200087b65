package dev.layerc.emit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The Java names of the methods of one pass: two passes of a class may use the same name. */
final class MethodNames {
  private final Map<String, String> names = new LinkedHashMap<>();

  void put(String method, String javaName) {
    names.put(method, javaName);
  }

  String name(String method) {
    String name = names.get(method);
    if (name == null) {
      throw new IllegalArgumentException("no method is named " + method);
    }
    return name;
  }
}

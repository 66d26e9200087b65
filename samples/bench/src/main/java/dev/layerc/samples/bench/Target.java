package dev.layerc.samples.bench;

import java.util.List;
import java.util.Locale;

/** What the nets were generated for; each target has a package of generated classes. */
enum Target {
  PLAIN,
  SIMD;

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  static Target named(String name) {
    for (Target target : values()) {
      if (target.label().equals(name)) {
        return target;
      }
    }
    throw new IllegalArgumentException("a target is 'plain' or 'simd', not '" + name + "'");
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in the lines of results. */
  String program() {
    return "layerc-" + label();
  }

  /** What a JVM needs to be told for it. */
  List<String> jvmOptions() {
    return this == SIMD ? List.of("--add-modules=" + VECTOR_MODULE) : List.of();
  }

  /** Whether this build has its classes. */
  boolean isBuilt() {
    try {
      load("Tiny");
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The generated class of a net. */
  Class<?> load(String net) {
    try {
      return Class.forName(Target.class.getPackageName() + "." + label() + "." + net);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "this build has no classes for the target '" + label() + "'", e);
    }
  }

  /** Throws {@link IllegalArgumentException}, with the reason, where it cannot be measured. */
  void requireUsable() {
    load("Tiny");
    if (this == SIMD && ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      throw new IllegalArgumentException(
          "the target 'simd' is measured with java --add-modules " + VECTOR_MODULE);
    }
  }
}

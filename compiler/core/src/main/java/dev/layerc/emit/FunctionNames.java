package dev.layerc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.layerc.loop.Code;
import java.util.Locale;

/**
 * What emitted code calls for exp, log and the like: the network's own math class, or, for the
 * factors of a step, {@code StrictMath}; and the other classes that expressions name.
 */
record FunctionNames(
    ClassName math, ClassName powers, ClassName noise, ClassName vectors, ClassName workspace) {

  static FunctionNames of(NetNames names) {
    return new FunctionNames(
        names.type("Math"),
        names.type("Math"),
        names.type("Noise"),
        names.type("Vectors"),
        names.type("Workspace"));
  }

  /**
   * Functions in double, the same on every machine; a step calls them once. Powers are the
   * network's own: {@code StrictMath} of JDK 17 allocates for them.
   */
  static FunctionNames strict(NetNames names) {
    return new FunctionNames(
        ClassName.get(StrictMath.class),
        names.type("Power"),
        names.type("Noise"),
        names.type("Vectors"),
        names.type("Workspace"));
  }

  CodeBlock name(Code code) {
    return CodeBlock.of("$T.$L", code == Code.POWER ? powers : math, section(code));
  }

  /** The function that takes whole rows. */
  CodeBlock ofRows(Code code) {
    return CodeBlock.of("$T.$L", vectors, section(code));
  }

  /** The function's name, which is also that of its section in the template. */
  static String section(Code code) {
    return code == Code.POWER ? "pow" : code.name().toLowerCase(Locale.ROOT);
  }
}

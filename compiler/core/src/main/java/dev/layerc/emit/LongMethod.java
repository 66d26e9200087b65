package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * A method with one statement for each of many things. HotSpot compiles none over 8,000 bytes of
 * bytecode, javac takes none over 65,535: a long one becomes private methods that it calls in turn.
 */
final class LongMethod {
  /** Bytes of bytecode in one method; the statements' sizes are estimates from above. */
  private static final int LARGEST = 7_000;

  private LongMethod() {}

  /** True where so many statements are too many for one method. */
  static boolean isSplit(int statements, int bytesEach) {
    return statements > inOneMethod(bytesEach);
  }

  private static int inOneMethod(int bytesEach) {
    return Math.max(1, LARGEST / bytesEach);
  }

  /**
   * The method with its statements, and after it the parts that it was split into.
   *
   * @param method without these statements, which come last
   * @param part the name of a part, before its number
   * @param bytesEach how much bytecode a statement takes at most
   */
  static List<MethodSpec> of(
      MethodSpec.Builder method, String part, List<CodeBlock> statements, int bytesEach) {
    if (!isSplit(statements.size(), bytesEach)) {
      statements.forEach(method::addStatement);
      return List.of(method.build());
    }
    MethodSpec head = method.build();
    List<MethodSpec> all = new ArrayList<>();
    int size = inOneMethod(bytesEach);
    for (int from = 0; from < statements.size(); from += size) {
      int to = Math.min(statements.size(), from + size);
      all.add(part(head, part + (all.size() + 1), statements.subList(from, to)));
    }
    all.forEach(one -> method.addStatement("$L($L)", one.name(), arguments(head)));
    all.add(0, method.build());
    return all;
  }

  private static MethodSpec part(MethodSpec head, String name, List<CodeBlock> statements) {
    MethodSpec.Builder part =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addParameters(head.parameters());
    if (head.modifiers().contains(Modifier.STATIC)) {
      part.addModifiers(Modifier.STATIC);
    }
    statements.forEach(part::addStatement);
    return part.build();
  }

  private static CodeBlock arguments(MethodSpec head) {
    List<CodeBlock> names =
        head.parameters().stream().map(parameter -> CodeBlock.of("$L", parameter.name())).toList();
    return CodeBlock.join(names, ",$W");
  }
}

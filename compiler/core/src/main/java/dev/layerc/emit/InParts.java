package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Long lists of statements, one for each tensor, spread over methods that stay below what HotSpot
 * compiles and far below what a class file can hold.
 */
final class InParts {
  /** A statement takes at most some 150 bytes of bytecode. */
  private static final int MOST_STATEMENTS = 50;

  private InParts() {}

  /** True where so many statements need methods of their own, which cannot set final fields. */
  static boolean needed(int statements) {
    return statements > MOST_STATEMENTS;
  }

  /** Adds the statements to {@code method}, or calls of parts of it, which {@code type} gets. */
  static void add(
      List<CodeBlock> statements,
      MethodSpec.Builder method,
      String name,
      List<ParameterSpec> parameters,
      TypeSpec.Builder type) {
    if (!needed(statements.size())) {
      statements.forEach(method::addStatement);
      return;
    }
    List<CodeBlock> passed = parameters.stream().map(p -> CodeBlock.of("$N", p)).toList();
    for (int from = 0; from < statements.size(); from += MOST_STATEMENTS) {
      MethodSpec.Builder piece =
          MethodSpec.methodBuilder(name + "Part" + (from / MOST_STATEMENTS + 1))
              .addModifiers(Modifier.PRIVATE)
              .addParameters(parameters);
      statements
          .subList(from, Math.min(from + MOST_STATEMENTS, statements.size()))
          .forEach(piece::addStatement);
      MethodSpec built = piece.build();
      type.addMethod(built);
      method.addStatement("$N($L)", built, CodeBlock.join(passed, ", "));
    }
  }
}

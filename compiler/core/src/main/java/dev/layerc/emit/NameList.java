package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The constant that lists the names of the parameters. */
final class NameList {
  /** An argument of {@code asList} takes 8 bytes of bytecode, a call of {@code add} 10. */
  private static final int BYTES_EACH = 10;

  private static final ParameterizedTypeName STRINGS =
      ParameterizedTypeName.get(List.class, String.class);

  private final List<String> names;

  NameList(List<String> names) {
    this.names = names;
  }

  FieldSpec field() {
    return FieldSpec.builder(
            STRINGS, "PARAMETERS", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("The names of the parameters, in order; also the keys of weight files.\n")
        .initializer(list())
        .build();
  }

  private CodeBlock list() {
    if (names.isEmpty()) {
      return CodeBlock.of("$T.emptyList()", Collections.class);
    }
    if (isLong()) {
      return CodeBlock.of("parameterNames()");
    }
    return CodeBlock.of(
        "\n$>$>$T.unmodifiableList(\n$>$>$T.asList(\n$>$>$L))$<$<$<$<$<$<",
        Collections.class,
        Arrays.class,
        names.stream().map(name -> CodeBlock.of("$S", name)).collect(CodeBlock.joining(",\n")));
  }

  private boolean isLong() {
    return LongMethod.isSplit(names.size(), BYTES_EACH);
  }

  /** What makes the list where one expression would be too long. */
  List<MethodSpec> methods() {
    if (!isLong()) {
      return List.of();
    }
    MethodSpec.Builder add =
        MethodSpec.methodBuilder("addParameterNames")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(STRINGS, "names");
    List<CodeBlock> statements =
        names.stream().map(name -> CodeBlock.of("names.add($S)", name)).toList();
    List<MethodSpec> all = new ArrayList<>();
    all.add(
        MethodSpec.methodBuilder("parameterNames")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(STRINGS)
            .addStatement("$T names = new $T<>()", STRINGS, ArrayList.class)
            .addStatement("addParameterNames(names)")
            .addStatement("return $T.unmodifiableList(names)", Collections.class)
            .build());
    all.addAll(LongMethod.of(add, "addParameterNamesPart", statements, BYTES_EACH));
    return all;
  }
}

package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.layerc.loop.Code;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Elementary functions of whole rows: in vectors where these are there, else number by number, with
 * the same bits.
 */
final class RowFunctions {
  private static final String CLASS = "VectorMath";

  private final NetNames names;
  private final Set<Code> functions;
  private final String species;

  /**
   * The functions that a network calls.
   *
   * @param species the vectors that they work on
   */
  RowFunctions(NetNames names, Set<Code> functions, String species) {
    this.names = names;
    this.functions = functions;
    this.species = species;
  }

  boolean isEmpty() {
    return functions.isEmpty();
  }

  ClassName mathName() {
    return names.type(CLASS);
  }

  /** The class with the functions that work on vectors. */
  GeneratedFile math() {
    Set<String> sections =
        functions.stream().map(FunctionNames::section).collect(Collectors.toSet());
    return Template.of(CLASS)
        .keeping(sections)
        .replacing("SPECIES_PREFERRED", species)
        .emit(names, mathName().simpleName());
  }

  /** A method for each function, which chooses. */
  List<MethodSpec> methods() {
    return functions.stream().map(this::method).toList();
  }

  private MethodSpec method(Code function) {
    String name = FunctionNames.section(function);
    TypeName array = ArrayTypeName.of(names.real());
    return MethodSpec.methodBuilder(name)
        .addJavadoc("{@code y[to + i] = $L(x[from + i])} for i below {@code count}.\n", name)
        .addModifiers(Modifier.STATIC)
        .addParameter(array, "x")
        .addParameter(TypeName.INT, "from")
        .addParameter(array, "y")
        .addParameter(TypeName.INT, "to")
        .addParameter(TypeName.INT, "count")
        .beginControlFlow("if (fit(count))")
        .addStatement("$T.$L(x, from, y, to, count)", mathName(), name)
        .addStatement("return")
        .endControlFlow()
        .beginControlFlow("for (int i = 0; i < count; i++)")
        .addStatement("y[to + i] = $T.$L(x[from + i])", names.type("Math"), name)
        .endControlFlow()
        .build();
  }
}

package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The tables in which methods look up where the terms of a sum lie. */
final class PlaceTables {
  private static final TypeName ARRAY = ArrayTypeName.of(TypeName.INT);

  /** By their names. */
  private final Map<String, Value.OfDigits> tables = new TreeMap<>();

  /** {@code PLACES_6_5_5_BY_700_10_140}: the extents, and the steps. */
  static String nameOf(Value.OfDigits digits) {
    return "PLACES" + words(digits.extents()) + "_BY" + words(digits.steps());
  }

  private static String words(List<Integer> numbers) {
    return numbers.stream()
        .map(number -> number < 0 ? "_BACK" + -number : "_" + number)
        .collect(Collectors.joining());
  }

  /** Notes which tables a method reads. */
  void note(Method method) {
    method.body().forEach(statement -> LoopRewriter.forEachValue(statement, this::note));
  }

  private void note(Value value) {
    if (value instanceof Value.OfDigits digits) {
      tables.putIfAbsent(nameOf(digits), digits);
    }
  }

  /** Adds the tables, and what makes them. */
  void addTo(TypeSpec.Builder type) {
    tables.values().forEach(table -> type.addField(field(table)));
    if (!tables.isEmpty()) {
      type.addMethod(places());
    }
  }

  private static FieldSpec field(Value.OfDigits table) {
    return FieldSpec.builder(
            ARRAY, nameOf(table), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("places($L, $L)", array(table.extents()), array(table.steps()))
        .build();
  }

  private static CodeBlock array(List<Integer> numbers) {
    return CodeBlock.of(
        "new $T{$L}",
        ARRAY,
        numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static MethodSpec places() {
    return MethodSpec.methodBuilder("places")
        .addJavadoc(
            "The places of terms that several indices count, of which the last changes fastest:"
                + " each\nis less than its extent, and moves the place by its step.\n")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(ARRAY)
        .addParameter(ARRAY, "extents")
        .addParameter(ARRAY, "steps")
        .addStatement("$T places = {0}", ARRAY)
        .beginControlFlow("for (int i = 0; i < extents.length; i++)")
        .addStatement("$T longer = new $T[places.length * extents[i]]", ARRAY, TypeName.INT)
        .beginControlFlow("for (int term = 0; term < longer.length; term++)")
        .addStatement("longer[term] = places[term / extents[i]] + term % extents[i] * steps[i]")
        .endControlFlow()
        .addStatement("places = longer")
        .endControlFlow()
        .addStatement("return places")
        .build();
  }
}

package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The members that a class of parameters and one of gradients have in common. */
final class TensorMembers {
  private final Net net;
  private final NetNames names;
  private final ArrayTypeName array;

  TensorMembers(Net net) {
    this.net = net;
    this.names = net.names();
    this.array = ArrayTypeName.of(names.real());
  }

  /** The arrays or the rows of tensors, for the loops. */
  List<FieldSpec> fields(List<Buffer> buffers) {
    boolean inParts = InParts.needed(buffers.size());
    return buffers.stream().map(buffer -> field(buffer, inParts)).toList();
  }

  private FieldSpec field(Buffer buffer, boolean inParts) {
    FieldSpec.Builder field =
        FieldSpec.builder(new JavaTypes(names).of(buffer.type()), net.fields().name(buffer))
            .addJavadoc("$L\n", Comments.escaped(layout(buffer)));
    return inParts ? field.build() : field.addModifiers(Modifier.FINAL).build();
  }

  private static String layout(Buffer buffer) {
    String declared = buffer.tensor().name() + " " + buffer.tensor().shape();
    String order = buffer.layout().isDeclaredOrder() ? "" : ", axes " + buffer.layout().order();
    String rows = buffer.layout().isFlat() ? "" : ", " + buffer.rows() + " rows";
    return declared + order + rows + ".";
  }

  FieldSpec table(String name) {
    ClassName table = names.type("TensorTable");
    return FieldSpec.builder(table, name, Modifier.FINAL).initializer("new $T()", table).build();
  }

  /** {@code w = tensors.add("dense1.W", new int[] {3, 2}, new int[] {1, 0}, 1).rows}. */
  CodeBlock creation(Buffer buffer, String table) {
    Tensor tensor = buffer.tensor();
    return CodeBlock.of(
        "$L =$W$L.add($S,$W$L,$W$L,$W$L).rows$L",
        net.fields().name(buffer),
        table,
        tensor.name(),
        ints(tensor.shape()),
        ints(buffer.layout().order()),
        buffer.layout().rowAxes(),
        buffer.layout().isFlat() ? "[0]" : "");
  }

  private static CodeBlock ints(List<Integer> numbers) {
    List<String> texts = numbers.stream().map(String::valueOf).toList();
    return CodeBlock.of("new int[] {$L}", String.join(", ", texts));
  }

  MethodSpec names(String method, String table, String javadoc) {
    return MethodSpec.methodBuilder(method)
        .addJavadoc("$L\n", javadoc)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(List.class, String.class))
        .addStatement("return $L.names()", table)
        .build();
  }

  /** {@code shape}, {@code get} and {@code set} of one tensor. */
  List<MethodSpec> access(String what, String found) {
    return List.of(
        named("shape", "The declared shape of " + what + ".")
            .returns(ArrayTypeName.of(TypeName.INT))
            .addStatement("return $L.shape()", found)
            .build(),
        named("get", "A copy of " + what + ", row-major in the declared shape.")
            .returns(array)
            .addStatement("return $L.get()", found)
            .build(),
        named("set", "Changes " + what + " to a copy of {@code values}.")
            .addParameter(array, "values")
            .addStatement("$L.set(values)", found)
            .build());
  }

  /** {@code size}, {@code copyTo} and {@code copyFrom} of all tensors together. */
  List<MethodSpec> whole(String what, String aside) {
    return List.of(
        method("size", "How many numbers all " + what + " have together; " + aside + ".")
            .returns(TypeName.INT)
            .addStatement("return tensors.size()")
            .build(),
        method("copyTo", "Copies all " + what + ", one after the other, to {@code all}.")
            .addParameter(array, "all")
            .addStatement("tensors.copyTo(all)")
            .build(),
        method("copyFrom", "Takes all " + what + ", one after the other, from {@code all}.")
            .addParameter(array, "all")
            .addStatement("tensors.copyFrom(all)")
            .build());
  }

  private static MethodSpec.Builder named(String name, String javadoc) {
    return method(name, javadoc).addParameter(String.class, "name");
  }

  private static MethodSpec.Builder method(String name, String javadoc) {
    return MethodSpec.methodBuilder(name).addJavadoc("$L\n", javadoc).addModifiers(Modifier.PUBLIC);
  }
}

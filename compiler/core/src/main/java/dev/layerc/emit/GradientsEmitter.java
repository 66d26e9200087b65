package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.loop.Buffer;
import java.util.Arrays;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class that gradients are summed into. */
final class GradientsEmitter {
  private final Net net;
  private final NetNames names;
  private final List<Buffer> inputs;

  GradientsEmitter(Net net) {
    this.net = net;
    this.names = net.names();
    this.inputs =
        net.owned(Buffer.Owner.CALLER).stream()
            .filter(buffer -> net.signature().port(buffer).kind() == Port.Kind.INPUT_GRADIENT)
            .toList();
  }

  GeneratedFile emit() {
    TypeSpec.Builder type =
        Classes.open(names, "Gradients")
            .addJavadoc(
                "Gradients of the loss of {@link $L}, summed over samples. One thread may use it at"
                    + " a time; data-parallel training has one for each thread and adds them up.\n",
                names.net());
    TensorMembers members = new TensorMembers(net);
    type.addFields(members.fields(net.owned(Buffer.Owner.GRADIENTS)));
    inputs.forEach(buffer -> type.addField(inputField(buffer)));
    type.addField(members.table("tensors"));
    if (!inputs.isEmpty()) {
      type.addField(TypeName.INT, "samples", Modifier.PRIVATE);
    }
    type.addMethod(constructor(members, type));
    type.addMethod(
        members.names("names", "tensors", "The names of all trained parameters, in order."));
    type.addMethods(members.access("the gradient of a parameter", "tensors.get(name)"));
    type.addMethods(members.whole("gradients", "those of inputs are not among them"));
    type.addMethod(clear());
    type.addMethod(add());
    if (!inputs.isEmpty()) {
      type.addMethod(prepare());
      type.addMethod(input());
    }
    return names.file(type.build());
  }

  private MethodSpec constructor(TensorMembers members, TypeSpec.Builder type) {
    List<CodeBlock> creations =
        net.owned(Buffer.Owner.GRADIENTS).stream()
            .map(buffer -> members.creation(buffer, "tensors"))
            .toList();
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    InParts.add(creations, constructor, "create", List.of(), type);
    return constructor.build();
  }

  private FieldSpec inputField(Buffer buffer) {
    ArrayTypeName array = ArrayTypeName.of(names.real());
    return FieldSpec.builder(array, net.fields().name(buffer))
        .addJavadoc("$L, one sample after the other.\n", port(buffer).description())
        .initializer("new $T[0]", names.real())
        .build();
  }

  private Port port(Buffer buffer) {
    return net.signature().port(buffer);
  }

  private static MethodSpec clear() {
    return MethodSpec.methodBuilder("clear")
        .addJavadoc("Sets every gradient to zero.\n")
        .addModifiers(Modifier.PUBLIC)
        .addStatement("tensors.fill(0)")
        .build();
  }

  private MethodSpec add() {
    return MethodSpec.methodBuilder("add")
        .addJavadoc("Adds the gradients that another thread or machine has summed.\n")
        .addModifiers(Modifier.PUBLIC)
        .addParameter(names.type("Gradients"), "other")
        .addStatement("$T.present(other, $S)", names.type("Arguments"), "other")
        .addStatement("tensors.add(other.tensors)")
        .build();
  }

  /** Input gradients are of the samples of one call: room for them, and zeros. */
  private MethodSpec prepare() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("prepare")
            .addJavadoc("Makes room for the inputs' gradients of so many samples.\n")
            .addParameter(TypeName.INT, "count")
            .addStatement("samples = count");
    for (Buffer buffer : inputs) {
      String field = net.fields().name(buffer);
      int size = port(buffer).size();
      method
          .beginControlFlow("if ($L.length < $L * count)", field, size)
          .addStatement("$L = new $T[$L * count]", field, names.real(), size)
          .endControlFlow()
          .addStatement("$T.fill($L, 0)", Arrays.class, field);
    }
    return method.build();
  }

  private MethodSpec input() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("input")
            .addJavadoc(
                "A copy of the gradient with respect to an input: that of each sample of the last"
                    + " call of {@link $L#gradient}, one after the other.\n",
                names.net())
            .addModifiers(Modifier.PUBLIC)
            .returns(ArrayTypeName.of(names.real()))
            .addParameter(String.class, "name");
    for (Buffer buffer : inputs) {
      method
          .beginControlFlow("if ($S.equals(name))", port(buffer).name())
          .addStatement(
              "return $T.copyOf($L, $L * samples)",
              Arrays.class,
              net.fields().name(buffer),
              port(buffer).size())
          .endControlFlow();
    }
    return method
        .addStatement(
            "throw new $T($S + name)",
            IllegalArgumentException.class,
            "no gradient is kept of an input named ")
        .build();
  }
}

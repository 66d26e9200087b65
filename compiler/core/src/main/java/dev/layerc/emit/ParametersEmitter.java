package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Role;
import dev.layerc.equation.StateVariable;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class that holds parameters and states. */
final class ParametersEmitter {
  private final Net net;
  private final NetNames names;

  ParametersEmitter(Net net) {
    this.net = net;
    this.names = net.names();
  }

  GeneratedFile emit() {
    TypeSpec.Builder type =
        Classes.open(names, "Parameters")
            .addJavadoc(
                """
                The parameters and states of {@link $L}.

                <p>Arrays that go in and out are copies, row-major in the declared shape.
                """,
                names.net());
    TensorMembers members = new TensorMembers(net);
    type.addFields(members.fields(net.owned(Buffer.Owner.PARAMETERS)));
    type.addField(members.table("tensors"));
    type.addField(members.table("states"));
    type.addMethod(constructor(members, type));
    type.addMethod(initialize(type));
    type.addMethod(members.names("names", "tensors", "The names of all parameters, in order."));
    type.addMethod(members.names("stateNames", "states", "The names of all states, in order."));
    type.addMethods(members.access("a parameter or a state", "find(name)"));
    type.addMethods(members.whole("parameters", "states are not among them"));
    type.addMethod(find());
    return names.file(type.build());
  }

  private MethodSpec constructor(TensorMembers members, TypeSpec.Builder type) {
    List<CodeBlock> creations = new ArrayList<>();
    for (Buffer buffer : net.owned(Buffer.Owner.PARAMETERS)) {
      boolean state = buffer.tensor().role() == Role.STATE;
      creations.add(members.creation(buffer, state ? "states" : "tensors"));
    }
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    InParts.add(creations, constructor, "create", List.of(), type);
    return constructor.build();
  }

  private MethodSpec initialize(TypeSpec.Builder type) {
    List<CodeBlock> draws = new ArrayList<>();
    for (Parameter parameter : net.program().source().parameters()) {
      draws.add(initialize(parameter.tensor(), parameter.initial(), draws.size()));
    }
    for (StateVariable state : net.program().source().states()) {
      draws.add(initialize(state.tensor(), state.initial(), draws.size()));
    }
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("initialize")
            .addJavadoc("Draws first values; what each parameter gets depends on the seed alone.\n")
            .addParameter(TypeName.LONG, "seed");
    List<ParameterSpec> parameters = List.of(ParameterSpec.builder(TypeName.LONG, "seed").build());
    InParts.add(draws, method, "initialize", parameters, type);
    return method.build();
  }

  private CodeBlock initialize(Tensor tensor, Initializer initial, int position) {
    CodeBlock target = CodeBlock.of("find($S)", tensor.name());
    if (initial instanceof Initializer.Constant constant) {
      String value =
          names.real().equals(TypeName.FLOAT)
              ? Literals.ofFloat((float) constant.value())
              : Literals.ofDouble(constant.value());
      return CodeBlock.of("$L.fill($L)", target, value);
    }
    return CodeBlock.of(
        "$L.setDrawn($Z$T.$L)",
        target,
        names.type("DrawnValues"),
        draw(tensor.shape(), tensor.size(), initial, position));
  }

  private static CodeBlock draw(List<Integer> shape, int size, Initializer initial, int position) {
    if (initial instanceof Initializer.Uniform uniform) {
      return CodeBlock.of(
          "uniform(seed, $L, $L, $L, $L)",
          position,
          size,
          Literals.ofDouble(uniform.low()),
          Literals.ofDouble(uniform.high()));
    }
    if (initial instanceof Initializer.Normal normal) {
      return CodeBlock.of(
          "normal(seed, $L, $L, $L, $L)",
          position,
          size,
          Literals.ofDouble(normal.mean()),
          Literals.ofDouble(normal.deviation()));
    }
    int height = InitialValues.height(shape);
    int width = InitialValues.width(shape);
    return CodeBlock.of(
        "orthogonal(seed, $L, $L, $L, $L, $L)",
        position,
        size / height / width,
        height,
        width,
        Literals.ofDouble(((Initializer.Orthogonal) initial).gain()));
  }

  private MethodSpec find() {
    return MethodSpec.methodBuilder("find")
        .addModifiers(Modifier.PRIVATE)
        .returns(names.type("Tensor"))
        .addParameter(String.class, "name")
        .addStatement("return states.has(name) ? states.get(name) : tensors.get(name)")
        .build();
  }
}

package dev.layerc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The ways to predict. */
final class FacePrediction {
  private final Net net;
  private final NetNames names;
  private final List<Port> inputs;
  private final List<Port> outputs;

  FacePrediction(Net net) {
    this.net = net;
    this.names = net.names();
    this.inputs = net.signature().inputs();
    this.outputs = net.signature().outputs();
  }

  List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    if (outputs.size() == 1) {
      methods.add(simple());
    } else if (outputs.size() > 1) {
      methods.add(several());
    }
    methods.add(one());
    methods.add(batch());
    return methods;
  }

  /** {@code float[] p = net.predict(x)}. */
  private MethodSpec simple() {
    Port output = outputs.get(0);
    return FaceEmitter.method("predict", describe("The output for one sample.", true))
        .returns(output.type(names))
        .addParameters(Signature.parameters(inputs, names))
        .addStatement("$L", creation(output))
        .addStatement(
            "predict($L)",
            arguments(List.of(inputs, outputs), List.of(), "newPredictionWorkspace(1)"))
        .addStatement("return $L", output.identifier())
        .build();
  }

  private CodeBlock creation(Port output) {
    String element = output.tensor().isReal() ? names.real().toString() : "int";
    return CodeBlock.of(
        "$T $L = new $L[$L]", output.type(names), output.identifier(), element, output.size());
  }

  private MethodSpec several() {
    MethodSpec.Builder method =
        FaceEmitter.method("predict", describe("The outputs for one sample.", true))
            .returns(ClassName.bestGuess("Outputs"))
            .addParameters(Signature.parameters(inputs, names));
    outputs.forEach(output -> method.addStatement("$L", creation(output)));
    return method
        .addStatement(
            "predict($L)",
            arguments(List.of(inputs, outputs), List.of(), "newPredictionWorkspace(1)"))
        .addStatement("return new Outputs($L)", Signature.arguments(outputs))
        .build();
  }

  /** The result of a prediction with several outputs. */
  TypeSpec outputsType() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Outputs")
            .addAnnotation(Classes.marker(names))
            .addJavadoc("The outputs for one sample.\n")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder().addParameters(Signature.parameters(outputs, names));
    for (Port output : outputs) {
      type.addField(
          FieldSpec.builder(
                  output.type(names), output.identifier(), Modifier.PUBLIC, Modifier.FINAL)
              .addJavadoc("$L.\n", Comments.escaped(output.description()))
              .build());
      constructor.addStatement("this.$L = $L", output.identifier(), output.identifier());
    }
    return type.addMethod(constructor.build()).build();
  }

  private MethodSpec one() {
    MethodSpec.Builder method =
        FaceEmitter.method("predict", describe("Computes one sample; allocates nothing.", false))
            .addParameters(Signature.parameters(inputs, names))
            .addParameters(Signature.parameters(outputs, names))
            .addParameter(names.type("Workspace"), "workspace");
    inputs.forEach(input -> method.addCode(input.checkSample(names)));
    outputs.forEach(output -> method.addCode(checkOutput(output, false)));
    method.addCode(checkApart());
    return method
        .addStatement("$T.present(workspace, $S)", names.type("Arguments"), "workspace")
        .addStatement("$L", predictOne())
        .build();
  }

  private MethodSpec batch() {
    MethodSpec.Builder method =
        FaceEmitter.method(
                "predict",
                describe(
                    "Computes {@code count} samples, up to the workspace's capacity;"
                        + " allocates nothing.",
                    false))
            .addParameters(Signature.parameters(inputs, names))
            .addParameter(TypeName.INT, "count")
            .addParameters(Signature.parameters(outputs, names))
            .addParameter(names.type("Workspace"), "workspace")
            .addStatement("$T.present(workspace, $S)", names.type("Arguments"), "workspace")
            .addStatement("$T.count(count, workspace.capacity())", names.type("Arguments"));
    inputs.forEach(input -> method.addCode(input.checkBatch(names)));
    outputs.forEach(output -> method.addCode(checkOutput(output, true)));
    method.addCode(checkApart());
    CodeBlock several =
        CodeBlock.of("$T.predict($L)", names.type("Forward"), passArguments("count"));
    if (net.program().predictOne().isEmpty()) {
      return method.addStatement("$L", several).build();
    }
    return method
        .beginControlFlow("if (count == 1)")
        .addStatement("$L", predictOne())
        .nextControlFlow("else")
        .addStatement("$L", several)
        .endControlFlow()
        .build();
  }

  /** The call for one sample: a way of its own where there is one. */
  private CodeBlock predictOne() {
    return net.program().predictOne().isPresent()
        ? CodeBlock.of(
            "$T.$L($L)",
            names.type("Forward"),
            PassEmitter.ONE,
            arguments(List.of(inputs, outputs), List.of("parameters"), "workspace"))
        : CodeBlock.of("$T.predict($L)", names.type("Forward"), passArguments("1"));
  }

  /** An output's array is written, so only its length matters. */
  private CodeBlock checkOutput(Port output, boolean batch) {
    return CodeBlock.of(
        "$T.room($S, $L, $L, $L);\n",
        names.type("Arguments"),
        output.description(),
        output.identifier(),
        output.size(),
        batch ? "count" : "1");
  }

  /** An output is written while inputs and other outputs are still read. */
  private CodeBlock checkApart() {
    CodeBlock.Builder checks = CodeBlock.builder();
    for (int i = 0; i < outputs.size(); i++) {
      Port output = outputs.get(i);
      Stream.concat(inputs.stream(), outputs.subList(0, i).stream())
          .filter(other -> other.type(names).equals(output.type(names)))
          .forEach(other -> checks.add(checkApart(output, other)));
    }
    return checks.build();
  }

  private CodeBlock checkApart(Port output, Port other) {
    return CodeBlock.of(
        "$T.apart($S, $L, $S, $L);\n",
        names.type("Arguments"),
        output.description(),
        output.identifier(),
        other.description(),
        other.identifier());
  }

  private CodeBlock passArguments(String count) {
    List<String> last = new ArrayList<>(List.of("parameters", "workspace", count));
    if (PassEmitter.usesSeed(net.program().predict())) {
      last.add("seed");
    }
    return arguments(List.of(inputs, outputs), List.of(), String.join(",$W", last));
  }

  static CodeBlock arguments(List<List<Port>> ports, List<String> middle, String last) {
    List<String> all = new ArrayList<>();
    ports.forEach(some -> some.forEach(port -> all.add(port.identifier())));
    all.addAll(middle);
    all.add(last);
    return CodeBlock.of(String.join(",$W", all));
  }

  private String describe(String what, boolean withEquations) {
    StringBuilder text = new StringBuilder(what).append("\n\n<ul>\n");
    List<Port> all = new ArrayList<>(inputs);
    all.addAll(outputs);
    for (Port port : all) {
      text.append("  <li>").append(Comments.escaped(port.description())).append("\n");
    }
    text.append("</ul>");
    return withEquations
        ? text.append(net.summary().ofPass(net.program().predict())).toString()
        : text.toString();
  }
}

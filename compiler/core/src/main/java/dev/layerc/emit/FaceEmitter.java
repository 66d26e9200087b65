package dev.layerc.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The class that users call. */
final class FaceEmitter {
  private final Net net;
  private final NetNames names;

  FaceEmitter(Net net) {
    this.net = net;
    this.names = net.names();
  }

  GeneratedFile emit() {
    TypeSpec.Builder type = Classes.open(names, "").addJavadoc("$L", javadoc());
    constants().forEach(type::addField);
    fields().forEach(type::addField);
    type.addMethod(constructor());
    type.addMethods(parameterNames().methods());
    type.addMethods(new FaceFiles(net).methods());
    type.addMethods(new FacePrediction(net).methods());
    if (net.hasForward()) {
      type.addMethods(new FaceTraining(net).methods());
    }
    type.addMethods(parts());
    if (net.signature().outputs().size() > 1) {
      type.addType(new FacePrediction(net).outputsType());
    }
    type.addType(marker());
    return names.file(type.build());
  }

  private String javadoc() {
    return "The network {@code "
        + names.net()
        + "}, compiled by layerc."
        + net.summary().ofNet()
        + "\n<p>Any number of threads may predict on one network, each with a workspace of its own."
        + " Arrays are row-major in the declared shape, the samples of a batch one after the"
        + " other; what does not fit is refused with an {@code IllegalArgumentException}.\n\n"
        + "<p>NaN is not refused: sums, products and functions hand it on, to all outputs and losses"
        + " that depend on it. Only a comparison or an argmax ends it.\n";
  }

  private List<FieldSpec> constants() {
    Stream<FieldSpec> sizes =
        Stream.of(net.signature().given(), net.signature().outputs())
            .flatMap(List::stream)
            .map(port -> constant(port.sizeConstant(), port.size(), port.description()));
    Stream<FieldSpec> input =
        only(net.signature().inputs(), "INPUT_SIZE", "Numbers of a sample's input.");
    Stream<FieldSpec> output =
        only(net.signature().outputs(), "OUTPUT_SIZE", "Numbers of a sample's output.");
    Stream<FieldSpec> batch =
        net.program().source().training().stream()
            .map(
                t -> constant("BATCH", t.batch(), "Samples of a training step, as the spec says."));
    return Stream.of(input, output, sizes, batch, Stream.of(parameterNames().field()))
        .flatMap(stream -> stream)
        .collect(
            java.util.stream.Collectors.toMap(
                FieldSpec::name,
                field -> field,
                (first, second) -> first,
                java.util.LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Stream<FieldSpec> only(List<Port> ports, String name, String javadoc) {
    return ports.size() == 1
        ? Stream.of(constant(name, ports.get(0).size(), javadoc))
        : Stream.empty();
  }

  private static FieldSpec constant(String name, int value, String javadoc) {
    return FieldSpec.builder(TypeName.INT, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("$L\n", Comments.escaped(javadoc))
        .initializer("$L", value)
        .build();
  }

  private NameList parameterNames() {
    return new NameList(
        net.program().source().parameters().stream()
            .map(parameter -> parameter.tensor().name())
            .toList());
  }

  private List<FieldSpec> fields() {
    Stream<FieldSpec> parameters =
        Stream.of(
            FieldSpec.builder(
                    names.type("Parameters"), "parameters", Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T()", names.type("Parameters"))
                .build());
    Stream<FieldSpec> optimizer =
        net.isTrained()
            ? Stream.of(
                FieldSpec.builder(
                        names.type("Optimizer"), "optimizer", Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("new $T(parameters)", names.type("Optimizer"))
                    .build())
            : Stream.empty();
    Stream<FieldSpec> own =
        net.hasForward()
            ? Stream.of(
                FieldSpec.builder(names.type("Workspace"), "training", Modifier.PRIVATE).build())
            : Stream.empty();
    Stream<FieldSpec> sums =
        net.isTrained()
            ? Stream.of(
                FieldSpec.builder(names.type("Gradients"), "sums", Modifier.PRIVATE).build())
            : Stream.empty();
    Stream<FieldSpec> seed =
        Stream.of(FieldSpec.builder(TypeName.LONG, "seed", Modifier.PRIVATE).build());
    return Stream.of(parameters, optimizer, own, sums, seed).flatMap(s -> s).toList();
  }

  private static MethodSpec constructor() {
    return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build();
  }

  /** The parts that a network is used through. */
  private List<MethodSpec> parts() {
    MethodSpec parameters =
        method("parameters", "The parameters and states: what this network computes with.")
            .returns(names.type("Parameters"))
            .addStatement("return parameters")
            .build();
    MethodSpec workspace =
        method("newWorkspace", "Memory to compute up to so many samples at a time in.")
            .addParameter(TypeName.INT, "samples")
            .returns(names.type("Workspace"))
            .addStatement("return new $T(samples, $L)", names.type("Workspace"), net.hasForward())
            .build();
    MethodSpec predicting =
        method("newPredictionWorkspace", "Memory to predict up to so many samples at a time in.")
            .addParameter(TypeName.INT, "samples")
            .returns(names.type("Workspace"))
            .addStatement("return new $T(samples, false)", names.type("Workspace"))
            .build();
    Stream<MethodSpec> gradients =
        net.hasGradients()
            ? Stream.of(
                method("newGradients", "Zeros to sum gradients into.")
                    .returns(names.type("Gradients"))
                    .addStatement("return new $T()", names.type("Gradients"))
                    .build())
            : Stream.empty();
    return Stream.concat(Stream.of(parameters, workspace, predicting), gradients).toList();
  }

  static MethodSpec.Builder method(String name, String javadoc) {
    return MethodSpec.methodBuilder(name)
        .addJavadoc("$L\n", javadoc.stripTrailing())
        .addModifiers(Modifier.PUBLIC);
  }

  private TypeSpec marker() {
    return TypeSpec.annotationBuilder("Generated")
        .addJavadoc("Tells tools for coverage and analysis that nobody wrote this code.\n")
        .addAnnotation(enumValue(Retention.class, RetentionPolicy.class, "CLASS"))
        .addAnnotation(enumValue(Target.class, ElementType.class, "TYPE"))
        .build();
  }

  private static AnnotationSpec enumValue(Class<?> annotation, Class<?> type, String constant) {
    return AnnotationSpec.builder(ClassName.get(annotation))
        .addMember("value", "$T.$L", type, constant)
        .build();
  }
}

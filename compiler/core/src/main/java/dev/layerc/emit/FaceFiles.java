package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** How a network comes to be, and how it is kept in files. */
final class FaceFiles {
  private final Net net;
  private final NetNames names;

  FaceFiles(Net net) {
    this.net = net;
    this.names = net.names();
  }

  List<MethodSpec> methods() {
    return List.of(
        initialize(),
        load(Path.class, "file"),
        load(InputStream.class, "in"),
        restore(Path.class, "file", "file"),
        restore(InputStream.class, "in", "in, -1"),
        restoreFinite(Path.class, "file", "file"),
        restoreFinite(InputStream.class, "in", "in, -1"),
        take(),
        save(Path.class, "file"),
        save(OutputStream.class, "out"),
        kept(),
        moments(),
        metadata());
  }

  private MethodSpec initialize() {
    return FaceEmitter.method(
            "initialize",
            "A new network, its parameters drawn from the seed: the same on every" + " machine.")
        .addModifiers(Modifier.STATIC)
        .returns(names.face())
        .addParameter(TypeName.LONG, "seed")
        .addStatement("$T net = new $T()", names.face(), names.face())
        .addStatement("net.seed = seed")
        .addStatement("net.parameters.initialize(seed)")
        .addStatement("return net")
        .build();
  }

  private MethodSpec load(Class<?> source, String argument) {
    return FaceEmitter.method("load", "A network with the weights of a safetensors file.")
        .addModifiers(Modifier.STATIC)
        .returns(names.face())
        .addParameter(source, argument)
        .addException(IOException.class)
        .addStatement("$T net = new $T()", names.face(), names.face())
        .addStatement("net.restore($L)", argument)
        .addStatement("return net")
        .build();
  }

  private MethodSpec restore(Class<?> source, String argument, String arguments) {
    return FaceEmitter.method(
            "restore",
            "Takes the weights of a safetensors file; where it does not fit, an exception says"
                + " why and the network keeps what it had. A file of parameters alone makes the"
                + " optimizer start afresh.")
        .addParameter(source, argument)
        .addException(IOException.class)
        .addStatement("$T.present($L, $S)", names.type("Arguments"), argument, argument)
        .addStatement(taking(arguments, false))
        .build();
  }

  private MethodSpec restoreFinite(Class<?> source, String argument, String arguments) {
    return FaceEmitter.method(
            "restoreFinite", "As {@code restore}, but refuses a file that holds NaN or infinities.")
        .addParameter(source, argument)
        .addException(IOException.class)
        .addStatement("$T.present($L, $S)", names.type("Arguments"), argument, argument)
        .addStatement(taking(arguments, true))
        .build();
  }

  private CodeBlock taking(String arguments, boolean finite) {
    return CodeBlock.of(
        "take($T.read($L, kept(), moments(), $L))", names.type("Weights"), arguments, finite);
  }

  private MethodSpec take() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("take")
            .addModifiers(Modifier.PRIVATE)
            .addParameter(names.type("Weights"), "weights")
            .addException(IOException.class)
            .addStatement("long newSeed = weights.number($S, Long.MIN_VALUE)", "seed");
    if (net.isTrained()) {
      method
          .addStatement("long step = weights.number($S, 0)", "step")
          .addStatement("$T moments = moments()", listOfTensors())
          .addStatement("optimizer.reset()")
          .beginControlFlow("if (moments.isEmpty() || weights.has(moments.get(0)))")
          .addStatement("optimizer.step = step")
          .endControlFlow();
    }
    return method.addStatement("seed = newSeed").addStatement("weights.commit()").build();
  }

  private MethodSpec save(Class<?> target, String argument) {
    String javadoc =
        target == Path.class
            ? "Writes parameters, states and the optimizer's memory to a safetensors file: a new"
                + " one beside the old, then renamed, so that one of them always stands."
            : "Writes parameters, states and the optimizer's memory as a safetensors file.";
    return FaceEmitter.method("save", javadoc)
        .addParameter(target, argument)
        .addException(IOException.class)
        .addStatement("$T.present($L, $S)", names.type("Arguments"), argument, argument)
        .addStatement("$T all = kept()", listOfTensors())
        .addStatement("all.addAll(moments())")
        .addStatement("$T.write($L, all, metadata())", names.type("Weights"), argument)
        .build();
  }

  private ParameterizedTypeName listOfTensors() {
    return ParameterizedTypeName.get(
        com.palantir.javapoet.ClassName.get(List.class), names.type("Tensor"));
  }

  private MethodSpec kept() {
    return MethodSpec.methodBuilder("kept")
        .addJavadoc("What every weight file has.\n")
        .addModifiers(Modifier.PRIVATE)
        .returns(listOfTensors())
        .addStatement(
            "$T kept = new $T<>(parameters.tensors.all())", listOfTensors(), ArrayList.class)
        .addStatement("kept.addAll(parameters.states.all())")
        .addStatement("return kept")
        .build();
  }

  private MethodSpec moments() {
    CodeBlock moments =
        net.isTrained()
            ? CodeBlock.of("optimizer.moments()")
            : CodeBlock.of("$T.emptyList()", Collections.class);
    return MethodSpec.methodBuilder("moments")
        .addModifiers(Modifier.PRIVATE)
        .returns(listOfTensors())
        .addStatement("return $L", moments)
        .build();
  }

  private MethodSpec metadata() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("metadata")
            .addModifiers(Modifier.PRIVATE)
            .returns(ParameterizedTypeName.get(Map.class, String.class, String.class))
            .addStatement(
                "$T<String, String> metadata = new $T<>()", Map.class, LinkedHashMap.class)
            .addStatement("metadata.put($S, $S)", "net", net.program().source().name())
            .addStatement("metadata.put($S, $S)", "digest", net.options().specDigest())
            .addStatement("metadata.put($S, Long.toString(seed))", "seed");
    if (net.isTrained()) {
      method.addStatement("metadata.put($S, Long.toString(optimizer.step))", "step");
    }
    return method.addStatement("return metadata").build();
  }
}

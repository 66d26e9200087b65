package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.layerc.equation.Training;
import dev.layerc.loop.Routine;
import dev.layerc.loop.UpdateStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** The ways to train, to take gradients and to evaluate. */
final class FaceTraining {
  private static final String SPOILT =
      "\n\n<p>A loss that is NaN or infinite is returned like any other; but the gradients are then"
          + " of no use, and nor are the parameters after a step with them. Stop there, and"
          + " {@code restore} what was saved.\n";

  private final Net net;
  private final NetNames names;
  private final List<Port> given;

  FaceTraining(Net net) {
    this.net = net;
    this.names = net.names();
    this.given = net.signature().given();
  }

  List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    if (net.isTrained()) {
      methods.add(train());
    }
    if (net.hasGradients()) {
      methods.add(gradient());
    }
    if (net.isTrained()) {
      methods.add(apply());
    }
    methods.add(evaluate());
    methods.add(evaluateWithWorkspace());
    methods.add(metric());
    if (net.isTrained()) {
      methods.add(step());
    }
    methods.add(check());
    methods.add(own());
    methods.add(pass("pass", "forward", net.program().forward().orElseThrow()));
    net.program()
        .evaluate()
        .ifPresent(evaluate -> methods.add(pass("evaluationPass", "evaluate", evaluate)));
    return methods;
  }

  private MethodSpec train() {
    MethodSpec.Builder method =
        batched(
                "train",
                "One step of "
                    + net.program().update().orElseThrow().optimizer()
                    + " on {@code count} samples; returns their mean loss before the step. One"
                    + " thread may train at a time, and nobody may predict meanwhile."
                    + SPOILT)
            .addStatement("check($L)", checked());
    Optional<UpdateStep> step = net.program().step();
    if (step.isEmpty()) {
      return withGradients(method).build();
    }
    method.addStatement("$T workspace = own(count)", names.type("Workspace"));
    if (!step.get().fromInputs()) {
      method.addStatement(
          "$T loss = pass($L)",
          names.real(),
          FacePrediction.arguments(List.of(given), List.of("count"), "workspace"));
    }
    boolean keeps = PassEmitter.usesGradients(step.get().routine());
    if (keeps) {
      needSums(method);
    }
    method
        .addStatement("optimizer.begin(count)")
        .addStatement("$T.step($L)", names.type("Backward"), stepArguments(keeps));
    advance(method);
    if (step.get().fromInputs()) {
      method.addStatement("workspace.samples = count");
    }
    return method
        .addStatement(
            "return $L", step.get().fromInputs() ? names.toReal() + "workspace.loss()" : "loss")
        .build();
  }

  /** A step in three passes: zeros, gradients, and what the optimizer makes of them. */
  private MethodSpec.Builder withGradients(MethodSpec.Builder method) {
    needSums(method)
        .addStatement("sums.clear()")
        .addStatement(
            "$T loss = gradient($L)",
            names.real(),
            FacePrediction.arguments(List.of(given), List.of("count", "sums"), "own(count)"));
    advance(method);
    return method.addStatement("optimizer.apply(sums, count)").addStatement("return loss");
  }

  private static MethodSpec.Builder needSums(MethodSpec.Builder method) {
    return method
        .beginControlFlow("if (sums == null)")
        .addStatement("sums = newGradients()")
        .endControlFlow();
  }

  private void advance(MethodSpec.Builder method) {
    if (net.program().advance().isPresent()) {
      method.addStatement("$T.advance(parameters, training, count)", names.type("Forward"));
    }
  }

  /** The optimizer has begun the step by now. */
  private CodeBlock stepArguments(boolean keepsGradients) {
    List<String> middle = new ArrayList<>();
    if (keepsGradients) {
      middle.add("sums");
    }
    middle.addAll(List.of("parameters", "workspace", "optimizer"));
    boolean seeded = PassEmitter.usesSeed(net.program().stepRoutine().orElseThrow());
    if (seeded) {
      middle.add("count");
    }
    CodeBlock seed = CodeBlock.of("$T.stepSeed(seed, optimizer.step)", names.type("Noise"));
    return arguments(middle, seeded ? seed : CodeBlock.of("count"));
  }

  private MethodSpec gradient() {
    MethodSpec.Builder method =
        batched(
                "gradient",
                "Adds to {@code gradients} those of each of the {@code count} samples' loss, and"
                    + " returns the mean loss; changes nothing else. Where that is NaN or infinite, the"
                    + " sums are of no use any more."
                    + net.summary().ofPass(net.program().backward().orElseThrow()))
            .addParameter(names.type("Gradients"), "gradients")
            .addParameter(names.type("Workspace"), "workspace")
            .addStatement("$T.present(gradients, $S)", names.type("Arguments"), "gradients")
            .addStatement("check($L)", checked())
            .addStatement(
                "$T loss = pass($L)",
                names.real(),
                FacePrediction.arguments(List.of(given), List.of("count"), "workspace"));
    if (!net.signature().inputGradients().isEmpty()) {
      method.addStatement("gradients.prepare(count)");
    }
    return method
        .addStatement("$T.backward($L)", names.type("Backward"), backwardArguments())
        .addStatement("return loss")
        .build();
  }

  private CodeBlock backwardArguments() {
    List<String> middle = new ArrayList<>(List.of("gradients", "parameters", "workspace"));
    boolean seeded = PassEmitter.usesSeed(net.program().backward().orElseThrow());
    if (seeded) {
      middle.add("count");
    }
    return arguments(middle, seeded ? seed() : CodeBlock.of("count"));
  }

  private CodeBlock arguments(List<String> middle, CodeBlock last) {
    List<CodeBlock> all = new ArrayList<>();
    given.forEach(port -> all.add(CodeBlock.of("$L", port.identifier())));
    middle.forEach(argument -> all.add(CodeBlock.of("$L", argument)));
    all.add(last);
    return CodeBlock.join(all, ",$W");
  }

  /** The seed of this step's random numbers; without an optimizer, every step is the first. */
  private CodeBlock seed() {
    return CodeBlock.of(
        "$T.stepSeed(seed, $L)", names.type("Noise"), net.isTrained() ? "optimizer.step + 1" : "1");
  }

  private MethodSpec apply() {
    return FaceEmitter.method(
            "apply",
            "One step of the optimizer with gradients that were summed over {@code count} samples"
                + " in all. NaN among them makes NaN of the parameters.")
        .addParameter(names.type("Gradients"), "gradients")
        .addParameter(TypeName.INT, "count")
        .addStatement("$T.present(gradients, $S)", names.type("Arguments"), "gradients")
        .addStatement("$T.count(count, Integer.MAX_VALUE)", names.type("Arguments"))
        .addStatement("optimizer.apply(gradients, count)")
        .build();
  }

  private MethodSpec evaluate() {
    return batched(
            "evaluate",
            "The mean loss of {@code count} samples; {@link #metric} has the"
                + " metrics. Changes no parameter.")
        .addStatement("check($L)", checked())
        .addStatement(
            "return $L($L)",
            evaluationPass(),
            FacePrediction.arguments(List.of(given), List.of("count"), "own(count)"))
        .build();
  }

  private MethodSpec evaluateWithWorkspace() {
    return batched(
            "evaluate",
            "The mean loss of {@code count} samples; the workspace has the"
                + " metrics. Allocates nothing.")
        .addParameter(names.type("Workspace"), "workspace")
        .addStatement("check($L)", checked())
        .addStatement(
            "return $L($L)",
            evaluationPass(),
            FacePrediction.arguments(List.of(given), List.of("count"), "workspace"))
        .build();
  }

  private static MethodSpec metric() {
    return FaceEmitter.method(
            "metric",
            "The mean of a metric over the last samples trained or evaluated without a"
                + " workspace.")
        .returns(TypeName.DOUBLE)
        .addParameter(String.class, "name")
        .beginControlFlow("if (training == null)")
        .addStatement(
            "throw new $T($S)",
            IllegalStateException.class,
            "nothing has been trained or evaluated yet")
        .endControlFlow()
        .addStatement("return training.metric(name)")
        .build();
  }

  private static MethodSpec step() {
    return FaceEmitter.method("step", "The optimizer's steps so far.")
        .returns(TypeName.LONG)
        .addStatement("return optimizer.step")
        .build();
  }

  private String checked() {
    return Signature.arguments(given) + (given.isEmpty() ? "" : ", ") + "count";
  }

  private MethodSpec check() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("check")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameters(Signature.parameters(given, names))
            .addParameter(TypeName.INT, "count")
            .addStatement("$T.count(count, Integer.MAX_VALUE)", names.type("Arguments"));
    given.forEach(port -> method.addCode(port.checkBatch(names)));
    return method.build();
  }

  /** The workspace of those who bring none grows to the largest count. */
  private MethodSpec own() {
    return MethodSpec.methodBuilder("own")
        .addJavadoc("The network's own workspace, grown to the largest count so far.\n")
        .addModifiers(Modifier.PRIVATE)
        .returns(names.type("Workspace"))
        .addParameter(TypeName.INT, "count")
        .beginControlFlow("if (training == null || training.capacity() < count)")
        .addStatement("training = newWorkspace($L)", atLeastBatch())
        .endControlFlow()
        .addStatement("return training")
        .build();
  }

  private String atLeastBatch() {
    return net.program().source().training().map(Training::batch).isPresent()
        ? "Math.max(count, BATCH)"
        : "count";
  }

  /** Evaluation is a pass of its own where training does something else, such as dropout. */
  private String evaluationPass() {
    return net.program().evaluate().isPresent() ? "evaluationPass" : "pass";
  }

  private MethodSpec pass(String name, String calls, Routine routine) {
    boolean seeded = PassEmitter.usesSeed(routine);
    List<String> middle = new ArrayList<>(List.of("parameters", "workspace"));
    if (seeded) {
      middle.add("count");
    }
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .returns(names.real())
        .addParameters(Signature.parameters(given, names))
        .addParameter(TypeName.INT, "count")
        .addParameter(names.type("Workspace"), "workspace")
        .addStatement("$T.present(workspace, $S)", names.type("Arguments"), "workspace")
        .addStatement("workspace.requireTraining()")
        .addStatement("$T.count(count, workspace.capacity())", names.type("Arguments"))
        .addStatement(
            "$T.$L($L)",
            names.type("Forward"),
            calls,
            arguments(middle, seeded ? seed() : CodeBlock.of("count")))
        .addStatement("workspace.samples = count")
        .addStatement("return $Lworkspace.loss()", names.toReal())
        .build();
  }

  private MethodSpec.Builder batched(String name, String javadoc) {
    return FaceEmitter.method(name, javadoc)
        .returns(names.real())
        .addParameters(Signature.parameters(given, names))
        .addParameter(TypeName.INT, "count");
  }
}

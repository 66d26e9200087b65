package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.equation.Precision;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Method;
import dev.layerc.loop.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class that moves the parameters: the steps done, the moments, the update. */
final class OptimizerEmitter {
  private final Net net;
  private final NetNames names;
  private final UpdateRule rule;
  private final ArrayTypeName tensors;

  OptimizerEmitter(Net net) {
    this.net = net;
    this.names = net.names();
    this.rule = net.program().update().orElseThrow();
    this.tensors = ArrayTypeName.of(names.type("Tensor"));
  }

  GeneratedFile emit() {
    TypeSpec.Builder type =
        Classes.internal(names, "Optimizer")
            .addJavadoc(
                "Moves the parameters of {@link $L} by $L.\n", names.net(), rule.optimizer());
    type.addField(
        FieldSpec.builder(TypeName.LONG, "step").addJavadoc("The steps done so far.\n").build());
    type.addField(tensors, "weights", Modifier.PRIVATE, Modifier.FINAL);
    rule.moments().forEach(moment -> type.addField(tensors, field(moment), Modifier.FINAL));
    type.addField(
        FieldSpec.builder(names.real(), "scale")
            .addJavadoc("1 / the samples of this step.\n")
            .build());
    for (String factor : rule.factorNames()) {
      type.addField(names.real(), JavaIdentifiers.legal(factor));
    }
    type.addMethods(constructor());
    type.addMethod(moments());
    type.addMethod(reset());
    type.addMethod(begin());
    type.addMethod(apply());
    type.addMethod(update());
    return names.file(type.build());
  }

  private static String field(UpdateRule.Moment moment) {
    return field(moment.name());
  }

  /** The field that holds a moment of all parameters. */
  static String field(String moment) {
    return "moment" + Character.toUpperCase(moment.charAt(0)) + legalRest(moment);
  }

  private static String legalRest(String name) {
    return JavaIdentifiers.legal("x" + name.substring(1)).substring(1);
  }

  private List<MethodSpec> constructor() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder().addParameter(names.type("Parameters"), "parameters");
    List<MethodSpec> choice = List.of();
    if (trainsAll()) {
      constructor.addStatement(
          "weights = parameters.tensors.all().toArray(new $T[0])", names.type("Tensor"));
    } else {
      constructor
          .addStatement(
              "$T<$T> trained = new $T<>()", List.class, names.type("Tensor"), ArrayList.class)
          .addStatement("addTrained(parameters.tensors, trained)")
          .addStatement("weights = trained.toArray(new $T[0])", names.type("Tensor"));
      choice = addTrained();
    }
    for (UpdateRule.Moment moment : rule.moments()) {
      constructor.addStatement("$L = new $T[weights.length]", field(moment), names.type("Tensor"));
    }
    if (!rule.moments().isEmpty()) {
      constructor.beginControlFlow("for (int i = 0; i < weights.length; i++)");
      for (UpdateRule.Moment moment : rule.moments()) {
        constructor.addStatement(
            "$L[i] = weights[i].like($S + weights[i].name)",
            field(moment),
            "optimizer." + moment.name() + ".");
      }
      constructor.endControlFlow().addStatement("reset()");
    }
    List<MethodSpec> all = new ArrayList<>();
    all.add(constructor.build());
    all.addAll(choice);
    return all;
  }

  private List<String> trained() {
    return net.owned(Buffer.Owner.GRADIENTS).stream().map(b -> b.tensor().name()).toList();
  }

  private boolean trainsAll() {
    return net.program().source().parameters().stream()
        .map(parameter -> parameter.tensor().name())
        .toList()
        .equals(trained());
  }

  /** Those parameters that are not frozen, in the order of the gradients. */
  private List<MethodSpec> addTrained() {
    ClassName tensor = names.type("Tensor");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("addTrained")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(names.type("TensorTable"), "all")
            .addParameter(ParameterizedTypeName.get(ClassName.get(List.class), tensor), "trained");
    List<CodeBlock> statements =
        trained().stream().map(name -> CodeBlock.of("trained.add(all.get($S))", name)).toList();
    return LongMethod.of(method, "addTrainedPart", statements, 16);
  }

  private MethodSpec moments() {
    ClassName tensor = names.type("Tensor");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("moments")
            .addJavadoc("Every moment of every parameter, for the weight file.\n")
            .returns(ParameterizedTypeName.get(ClassName.get(List.class), tensor))
            .addStatement("$T<$T> all = new $T<>()", List.class, tensor, ArrayList.class);
    for (UpdateRule.Moment moment : rule.moments()) {
      method.addStatement("$T.addAll(all, $L)", java.util.Collections.class, field(moment));
    }
    return method.addStatement("return all").build();
  }

  private MethodSpec reset() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("reset")
            .addJavadoc("Forgets the steps done: the moments have their first values again.\n")
            .addStatement("step = 0");
    for (UpdateRule.Moment moment : rule.moments()) {
      method
          .beginControlFlow("for ($T moment : $L)", names.type("Tensor"), field(moment))
          .addStatement("moment.fill($L)", real(moment.initial()))
          .endControlFlow();
    }
    return method.build();
  }

  private String real(double value) {
    return names.precision() == Precision.FLOAT
        ? Literals.ofFloat((float) value)
        : Literals.ofDouble(value);
  }

  private MethodSpec begin() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("begin")
            .addJavadoc("Begins a step with {@code count} samples: what has one value in it.\n")
            .addParameter(TypeName.INT, "count");
    if (rule.needsNorm()) {
      method.addParameter(TypeName.DOUBLE, "norm");
    }
    method.addStatement("this.step++").addStatement("this.scale = $L(1.0 / count)", names.toReal());
    if (!rule.factorNames().isEmpty()) {
      method.addStatement("double step = this.step").addCode(doubles().emit(rule.factors()));
    }
    for (String factor : rule.factorNames()) {
      String name = JavaIdentifiers.legal(factor);
      method.addStatement("this.$L = $L$L", name, names.toReal(), name);
    }
    return method.build();
  }

  private MethodSpec apply() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("apply")
            .addJavadoc("One step with gradients summed over {@code count} samples.\n")
            .addParameter(names.type("Gradients"), "gradients")
            .addParameter(TypeName.INT, "count");
    if (rule.needsNorm()) {
      method.addStatement("begin(count, Math.sqrt(gradients.tensors.squares()) / count)");
    } else {
      method.addStatement("begin(count)");
    }
    return method
        .beginControlFlow("for (int i = 0; i < weights.length; i++)")
        .addStatement(
            "$T sums = gradients.tensors.at(i).rows",
            ArrayTypeName.of(ArrayTypeName.of(names.real())))
        .beginControlFlow("for (int r = 0; r < sums.length; r++)")
        .addStatement("$L($L)", rule.update().name(), updateArguments())
        .endControlFlow()
        .endControlFlow()
        .build();
  }

  private CodeBlock updateArguments() {
    List<CodeBlock> arguments = new ArrayList<>();
    arguments.add(CodeBlock.of("weights[i].rows[r]"));
    arguments.add(CodeBlock.of("sums[r]"));
    for (UpdateRule.Moment moment : rule.moments()) {
      arguments.add(CodeBlock.of("$L[i].rows[r]", field(moment)));
    }
    arguments.add(CodeBlock.of("scale"));
    for (String factor : rule.factorNames()) {
      arguments.add(CodeBlock.of("$L", JavaIdentifiers.legal(factor)));
    }
    return CodeBlock.join(arguments, ",$W");
  }

  private MethodSpec update() {
    JavaTypes types = new JavaTypes(names);
    Method update = rule.update();
    ValueEmitter values =
        new ValueEmitter(
            FunctionNames.of(names), names.precision(), net.options().release().hasFma());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(update.name()).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
    for (Method.Argument argument : update.arguments()) {
      method.addParameter(types.of(argument.type()), JavaIdentifiers.legal(argument.name()));
    }
    update.summary().forEach(line -> method.addCode(Comments.lines(line)));
    return method
        .addCode(new StatementEmitter(types, values, new MethodNames()).emit(update.body()))
        .build();
  }

  /** The factors of a step are computed in double whatever the network's precision. */
  private StatementEmitter doubles() {
    ValueEmitter values = new ValueEmitter(FunctionNames.strict(names), Precision.DOUBLE, false);
    return new StatementEmitter(new JavaTypes(names), values, new MethodNames());
  }
}

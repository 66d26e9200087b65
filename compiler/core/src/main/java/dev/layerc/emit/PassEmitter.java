package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** A class of static methods: the passes over the network, and the methods that they call. */
final class PassEmitter {
  /** The pass that takes no count. */
  static final String ONE = "predictOne";

  private final Net net;
  private final TypeSpec.Builder type;
  private final JavaTypes types;
  private final ValueEmitter values;

  /** Every method of the class so far; equal methods of two passes are written once. */
  private final Map<Method, String> emitted = new LinkedHashMap<>();

  private final JavaIdentifiers identifiers =
      new JavaIdentifiers(
          List.of("predict", "predictOne", "evaluate", "forward", "advance", "backward", "step"));

  private final VectorsEmitter vectors;

  /** How each equation is computed, by the method that does. */
  private final Set<String> decisions = new LinkedHashSet<>();

  PassEmitter(Net net, VectorsEmitter vectors, String word, String javadoc) {
    this.net = net;
    this.vectors = vectors;
    this.types = new JavaTypes(net.names());
    this.values =
        new ValueEmitter(
            FunctionNames.of(net.names()),
            net.names().precision(),
            net.options().release().hasFma());
    this.type =
        Classes.internal(net.names(), word)
            .addJavadoc("$L", javadoc)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
  }

  /** A method that makes the routine's calls, and the methods that they need. */
  void addPass(String name, List<ParameterSpec> parameters, Routine routine) {
    MethodNames names = new MethodNames();
    List<Method> fresh = new ArrayList<>();
    vectors.add(routine, suffix(name), names);
    for (Method method : routine.methods()) {
      if (method.isVector()) {
        continue;
      }
      if (!emitted.containsKey(method)) {
        emitted.put(method, identifiers.take(method.name(), suffix(name)));
        fresh.add(method);
      }
      names.put(method.name(), emitted.get(method));
    }
    decisions.addAll(new Decisions(routine, names).lines());
    StatementEmitter statements = new StatementEmitter(types, values, names);
    type.addMethods(entry(name, parameters, routine, names));
    Map<String, Long> calls =
        routine.calls().stream()
            .collect(Collectors.groupingBy(Statement.Invoke::method, Collectors.counting()));
    for (Method method : fresh) {
      long times = calls.getOrDefault(method.name(), 1L);
      type.addMethod(method(method, times, names, statements));
    }
  }

  /** What tells a pass's method from one of the same name in a pass before. */
  private static String suffix(String pass) {
    return switch (pass) {
      case ONE -> "OfOne";
      case "evaluate" -> "InEvaluation";
      case "advance" -> "OfStates";
      case "step" -> "InStep";
      default -> "InTraining";
    };
  }

  GeneratedFile emit() {
    if (!decisions.isEmpty()) {
      String table = Summary.block(List.copyOf(decisions));
      type.addJavadoc("\n<p>How each method computes, and the most bytecode it has:$L", table);
    }
    return net.names().file(type.build());
  }

  private List<MethodSpec> entry(
      String name, List<ParameterSpec> parameters, Routine routine, MethodNames names) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addJavadoc(
                "Computes, for $L,$L",
                name.equals(ONE) ? "one sample" : "{@code count} samples",
                net.summary().ofPass(routine))
            .addModifiers(Modifier.STATIC)
            .addParameters(parameters);
    if (!name.equals(ONE)) {
      method.addParameter(TypeName.INT, "count");
    }
    if (usesSeed(routine)) {
      method.addParameter(TypeName.LONG, "seed");
    }
    List<CodeBlock> calls = new ArrayList<>();
    int longest = 0;
    for (Statement.Invoke call : routine.calls()) {
      List<CodeBlock> arguments =
          call.arguments().stream().map(argument -> argument(argument, name)).toList();
      calls.add(
          CodeBlock.of("$L($L)", names.name(call.method()), CodeBlock.join(arguments, ",$W")));
      longest = Math.max(longest, arguments.size());
    }
    return LongMethod.of(method, identifiers.take(name + "Part"), calls, callBytes(longest));
  }

  /** A call, and for each argument at most a local and a field of it. */
  private static int callBytes(int arguments) {
    return 3 + 5 * arguments;
  }

  private CodeBlock argument(Value value, String pass) {
    if (value instanceof Value.BufferOf of) {
      return CodeBlock.of("$L", place(of.buffer(), pass.startsWith("predict")));
    }
    return value instanceof Value.Local local && net.isOfOptimizer(local)
        ? CodeBlock.of("optimizer.$L", JavaIdentifiers.legal(local.name()))
        : values.emit(value);
  }

  /** Where a pass finds a buffer: an argument, or a field of its owner. */
  private String place(Buffer buffer, boolean predicting) {
    return switch (buffer.owner()) {
      case PARAMETERS -> "parameters." + net.fields().name(buffer);
      case GRADIENTS -> "gradients." + net.fields().name(buffer);
      case WORKSPACE -> "workspace." + net.fields().name(buffer);
      case OPTIMIZER -> moment(buffer);
      case CALLER -> {
        Port port = net.signature().port(buffer);
        yield switch (port.kind()) {
          case INPUT, TARGET -> port.identifier();
          case OUTPUT -> predicting ? port.identifier() : "workspace." + net.fields().name(buffer);
          case INPUT_GRADIENT -> "gradients." + net.fields().name(buffer);
        };
      }
    };
  }

  /** The rows of a moment, or the one array that a short parameter has. */
  private String moment(Buffer buffer) {
    List<Tensor> trained = net.owned(Buffer.Owner.GRADIENTS).stream().map(Buffer::tensor).toList();
    String tensor =
        OptimizerEmitter.field(buffer.name()) + "[" + trained.indexOf(buffer.tensor()) + "]";
    return "optimizer." + tensor + (buffer.layout().isFlat() ? ".rows[0]" : ".rows");
  }

  /** True if a pass draws random numbers. */
  static boolean usesSeed(Routine routine) {
    return routine.calls().stream()
        .flatMap(call -> call.arguments().stream())
        .anyMatch(value -> value instanceof Value.Local local && local.name().equals("seed"));
  }

  /** True if a pass adds to gradients that are kept. */
  static boolean usesGradients(Routine routine) {
    return routine.calls().stream()
        .flatMap(call -> call.arguments().stream())
        .anyMatch(
            value ->
                value instanceof Value.BufferOf of
                    && of.buffer().owner() == Buffer.Owner.GRADIENTS);
  }

  private MethodSpec method(
      Method method, long times, MethodNames names, StatementEmitter statements) {
    MethodSpec.Builder builder =
        MethodSpec.methodBuilder(names.name(method.name())).addModifiers(Modifier.STATIC);
    for (Method.Argument argument : method.arguments()) {
      builder.addParameter(types.of(argument.type()), JavaIdentifiers.legal(argument.name()));
    }
    method.summary().forEach(line -> builder.addCode(Comments.lines(line)));
    if (times > 1) {
      builder.addCode("// and so for each of $L repeated blocks\n", times);
    }
    return builder.addCode(statements.emit(method.body())).build();
  }
}

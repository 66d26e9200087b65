package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.equation.Precision;
import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Value;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The classes of target simd beside the others: one that knows whether vectors can be used, and
 * one, not loaded where they cannot, with the methods that use them.
 */
final class VectorsEmitter {
  private static final String PACKAGE = "jdk.incubator.vector";

  private final Net net;
  private final JavaTypes types;
  private final ValueEmitter values;
  private final TypeSpec.Builder tiles;
  private final Map<Method, String> emitted = new LinkedHashMap<>();
  private final Set<Code> ofRows;
  private boolean addsLanes;
  private final JavaIdentifiers identifiers =
      new JavaIdentifiers(List.of("lastLanes", "sumOfLanes"));

  VectorsEmitter(Net net) {
    this.net = net;
    this.types = new JavaTypes(net.names());
    this.values = new ValueEmitter(FunctionNames.of(net.names()), net.names().precision(), true);
    this.tiles = Classes.internal(net.names(), "VectorTiles");
    this.ofRows = UsedFunctions.of(net.program()).ofRows();
  }

  /**
   * Takes a routine's methods on vectors; {@code names} learns what they are called from outside.
   *
   * @param suffix for those whose names are taken
   */
  void add(Routine routine, String suffix, MethodNames names) {
    MethodNames inside = new MethodNames();
    List<Method> fresh = new ArrayList<>();
    for (Method method : routine.methods()) {
      if (method.isVector()) {
        if (!emitted.containsKey(method)) {
          emitted.put(method, identifiers.take(method.name(), suffix));
          fresh.add(method);
          addsLanes |= addsLanes(method);
        }
        inside.put(method.name(), emitted.get(method));
        names.put(method.name(), tilesName().simpleName() + "." + emitted.get(method));
      }
    }
    StatementEmitter statements = new StatementEmitter(types, values, inside);
    fresh.forEach(method -> tiles.addMethod(method(method, inside, statements)));
  }

  private MethodSpec method(Method method, MethodNames names, StatementEmitter statements) {
    MethodSpec.Builder builder =
        MethodSpec.methodBuilder(names.name(method.name())).addModifiers(Modifier.STATIC);
    for (Method.Argument argument : method.arguments()) {
      builder.addParameter(types.of(argument.type()), JavaIdentifiers.legal(argument.name()));
    }
    return builder.addCode(statements.emit(method.body())).build();
  }

  /** No files if nothing works on vectors. */
  List<GeneratedFile> emit() {
    List<GeneratedFile> files = new ArrayList<>();
    if (!emitted.isEmpty() || !ofRows.isEmpty()) {
      files.add(net.names().file(vectors()));
    }
    if (!emitted.isEmpty()) {
      files.add(net.names().file(tiles()));
    }
    if (!ofRows.isEmpty()) {
      files.add(rowFunctions().math());
    }
    return files;
  }

  private RowFunctions rowFunctions() {
    return new RowFunctions(net, ofRows);
  }

  private TypeSpec tiles() {
    ClassName vector = JavaTypes.vector(net.names().precision());
    tiles.addJavadoc(
        "The sums of {@link $L} in vectors; reached only where {@link $L#ON}.\n",
        net.names().net(),
        vectorsName().simpleName());
    tiles.addField(species(vector));
    tiles.addField(constant("LANES", "SPECIES.length()"));
    tiles.addField(lastLanes());
    tiles.addMethod(makeLastLanes());
    if (addsLanes) {
      tiles.addMethod(sumOfLanes());
    }
    return tiles
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .build();
  }

  private FieldSpec species(ClassName vector) {
    ClassName boxed = ClassName.get("java.lang", isFloat() ? "Float" : "Double");
    return FieldSpec.builder(
            ParameterizedTypeName.get(ClassName.get(PACKAGE, "VectorSpecies"), boxed),
            "SPECIES",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer("$T.SPECIES_PREFERRED", vector)
        .build();
  }

  private FieldSpec lastLanes() {
    return FieldSpec.builder(
            ArrayTypeName.of(net.names().real()),
            "LAST_LANES",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .addJavadoc(
            "As many zeros as lanes, then as many ones: the ends of rows are cut out by it.\n")
        .initializer("lastLanes()")
        .build();
  }

  private MethodSpec makeLastLanes() {
    TypeName array = ArrayTypeName.of(net.names().real());
    return MethodSpec.methodBuilder("lastLanes")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(array)
        .addStatement("$T last = new $T[2 * LANES]", array, net.names().real())
        .addStatement("$T.fill(last, LANES, 2 * LANES, 1)", Arrays.class)
        .addStatement("return last")
        .build();
  }

  private static boolean addsLanes(Method method) {
    return method.body().stream()
        .anyMatch(
            statement -> LoopRewriter.contains(statement, Value.SumOfLanes.class::isInstance));
  }

  /** In an order that the code fixes: the processor's own sum of lanes has one of its own. */
  private MethodSpec sumOfLanes() {
    TypeName real = net.names().real();
    return MethodSpec.methodBuilder("sumOfLanes")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(real)
        .addParameter(ArrayTypeName.of(real), "lanes")
        .addParameter(TypeName.INT, "from")
        .addStatement("$T sum0 = 0", real)
        .addStatement("$T sum1 = 0", real)
        .addStatement("$T sum2 = 0", real)
        .addStatement("$T sum3 = 0", real)
        .beginControlFlow("for (int i = from; i < from + LANES; i += 4)")
        .addStatement("sum0 += lanes[i]")
        .addStatement("sum1 += lanes[i + 1]")
        .addStatement("sum2 += lanes[i + 2]")
        .addStatement("sum3 += lanes[i + 3]")
        .endControlFlow()
        .addStatement("return sum0 + sum1 + (sum2 + sum3)")
        .build();
  }

  private boolean isFloat() {
    return net.names().precision() == Precision.FLOAT;
  }

  private static FieldSpec constant(String name, String value) {
    return FieldSpec.builder(TypeName.INT, name, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", value)
        .build();
  }

  private TypeSpec vectors() {
    return Classes.internal(net.names(), "Vectors")
        .addJavadoc(
            "Whether vectors of the processor can be used; without, everything still runs.\n")
        .addField(
            FieldSpec.builder(TypeName.BOOLEAN, "ON", Modifier.STATIC, Modifier.FINAL)
                .initializer("areThere()")
                .build())
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .addMethod(fit())
        .addMethod(areThere())
        .addMethod(isWide())
        .addMethod(areCompiled())
        .addMethods(rowFunctions().methods())
        .build();
  }

  private MethodSpec fit() {
    return MethodSpec.methodBuilder("fit")
        .addJavadoc("True where a row of {@code length} numbers fills a vector.\n")
        .addModifiers(Modifier.STATIC)
        .addParameter(TypeName.INT, "length")
        .returns(TypeName.BOOLEAN)
        .addStatement("return ON && length >= $T.LANES", lanesName())
        .build();
  }

  private MethodSpec areThere() {
    return MethodSpec.methodBuilder("areThere")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(TypeName.BOOLEAN)
        .beginControlFlow("if (areCompiled() && isWide())")
        .addStatement("return true")
        .endControlFlow()
        .addStatement(
            "System.getLogger($S)\n.log(System.Logger.Level.INFO, $S)",
            net.names().face().canonicalName(),
            "no vectors here; --add-modules " + PACKAGE + " makes them known to the JVM")
        .addStatement("return false")
        .build();
  }

  private MethodSpec isWide() {
    return MethodSpec.methodBuilder("isWide")
        .addJavadoc(
            "True where the module is there and registers hold 256 bits or more, as many as code is for.\n")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(TypeName.BOOLEAN)
        .beginControlFlow("try")
        .addStatement(
            "return $1T.LANES >= $2L && $1T.LANES <= $3L",
            lanesName(),
            isFloat() ? 8 : 4,
            Width.MOST_LANES)
        .nextControlFlow("catch (LinkageError e)")
        .addStatement("return false")
        .endControlFlow()
        .build();
  }

  private MethodSpec areCompiled() {
    return MethodSpec.methodBuilder("areCompiled")
        .addJavadoc(
            "True under the optimizing compiler: interpreted, vectors are objects, and slow.\n")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(TypeName.BOOLEAN)
        .addStatement("$T vm = System.getProperty($S, $S)", String.class, "java.vm.info", "")
        .addStatement(
            "return vm.startsWith($S) && !vm.contains($S)", "mixed mode", "emulated-client")
        .build();
  }

  /** A class that knows how many lanes there are. */
  private ClassName lanesName() {
    return emitted.isEmpty() ? rowFunctions().mathName() : tilesName();
  }

  private ClassName tilesName() {
    return net.names().type("VectorTiles");
  }

  private ClassName vectorsName() {
    return net.names().type("Vectors");
  }
}

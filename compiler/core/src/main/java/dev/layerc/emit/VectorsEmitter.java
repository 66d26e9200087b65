package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.layerc.equation.Precision;
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
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;

/**
 * The classes of target simd beside the others: one that knows whether vectors can be used, and
 * one, not loaded where they cannot, with the methods that use them.
 */
final class VectorsEmitter {
  private static final String PREFERRED = "SPECIES_PREFERRED";

  private final Net net;
  private final JavaTypes types;
  private final ValueEmitter values;
  private final TypeSpec.Builder tiles;
  private final Map<Method, String> emitted = new LinkedHashMap<>();
  private final RowFunctions rowFunctions;
  private final PlaceTables places = new PlaceTables();
  private boolean addsLanes;
  private boolean knowsClass;
  private boolean cutsEnds;
  private final JavaIdentifiers identifiers =
      new JavaIdentifiers(List.of("lastLanes", "sumOfLanes", "places"));

  VectorsEmitter(Net net) {
    this.net = net;
    this.types = new JavaTypes(net.names());
    this.values = new ValueEmitter(FunctionNames.of(net.names()), net.names().precision(), true);
    this.tiles = Classes.internal(net.names(), "VectorTiles");
    this.rowFunctions = new RowFunctions(net.names(), net.used().ofRows(), species());
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
          places.note(method);
          addsLanes |= has(method, Value.SumOfLanes.class::isInstance);
          knowsClass |= has(method, Value.OfKnownClass.class::isInstance);
          cutsEnds |= has(method, Width.LAST_LANES::equals);
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
    method.summary().forEach(line -> builder.addCode(Comments.lines(line)));
    return builder.addCode(statements.emit(method.body())).build();
  }

  /** No files if nothing works on vectors. */
  List<GeneratedFile> emit() {
    List<GeneratedFile> files = new ArrayList<>();
    if (!emitted.isEmpty() || !rowFunctions.isEmpty()) {
      ClassName lanes = emitted.isEmpty() ? rowFunctions.mathName() : tilesName();
      files.add(
          net.names().file(new VectorsSwitch(net.names(), lanes, isFixed()).type(rowFunctions)));
    }
    if (!emitted.isEmpty()) {
      files.add(net.names().file(tiles()));
    }
    if (!rowFunctions.isEmpty()) {
      files.add(rowFunctions.math());
    }
    return files;
  }

  private TypeSpec tiles() {
    ClassName vector = JavaTypes.vector(net.names().precision());
    tiles.addJavadoc(
        "What {@link $L} computes in vectors; reached only where {@link $L#ON}.\n",
        net.names().net(),
        net.names().type(VectorsSwitch.CLASS).simpleName());
    tiles.addField(species(vector));
    tiles.addField(constant("LANES", CodeBlock.of("SPECIES.length()")));
    if (isFixed()) {
      CodeBlock widest = CodeBlock.of("$T.$L.length()", vector, PREFERRED);
      tiles.addField(constant(VectorsSwitch.WIDEST, widest));
    }
    if (knowsClass) {
      tiles.addField(vectorClass());
    }
    if (cutsEnds) {
      tiles.addField(lastLanes());
      tiles.addMethod(makeLastLanes());
    }
    places.addTo(tiles);
    if (addsLanes) {
      tiles.addMethod(sumOfLanes());
    }
    return tiles
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .build();
  }

  /** True where code is for vectors of one length. */
  private boolean isFixed() {
    return net.program().lanes().isPresent();
  }

  private String species() {
    return isFixed() ? "SPECIES_256" : PREFERRED;
  }

  private FieldSpec species(ClassName vector) {
    boolean isFloat = net.names().precision() == Precision.FLOAT;
    ClassName boxed = ClassName.get("java.lang", isFloat ? "Float" : "Double");
    return FieldSpec.builder(
            ParameterizedTypeName.get(ClassName.get(JavaTypes.VECTORS, "VectorSpecies"), boxed),
            "SPECIES",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer("$T.$L", vector, species())
        .build();
  }

  private static FieldSpec vectorClass() {
    ClassName type = ClassName.get(Class.class);
    return FieldSpec.builder(
            ParameterizedTypeName.get(type, WildcardTypeName.subtypeOf(Object.class)),
            "VECTOR",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .addJavadoc(
            "The class of all vectors here. Sums that a loop carried are cast to it: else the JIT may"
                + " make objects of them.\n")
        .initializer("SPECIES.vectorType()")
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

  private static boolean has(Method method, Predicate<Value> wanted) {
    return method.body().stream().anyMatch(statement -> LoopRewriter.contains(statement, wanted));
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

  private static FieldSpec constant(String name, CodeBlock value) {
    return FieldSpec.builder(TypeName.INT, name, Modifier.STATIC, Modifier.FINAL)
        .initializer(value)
        .build();
  }

  private ClassName tilesName() {
    return net.names().type("VectorTiles");
  }
}

package dev.layerc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.loop.Width;
import javax.lang.model.element.Modifier;

/** The class that tells, once and for all, whether the processor's vectors can be used. */
final class VectorsSwitch {
  static final String CLASS = "Vectors";

  /** The constant with what the processor has. */
  static final String WIDEST = "WIDEST";

  /** The first JDK known to keep vectors of two lengths, of several networks, in registers. */
  private static final int MIXES_LENGTHS = 25;

  private static final String NO_VECTORS =
      "no vectors here; --add-modules " + JavaTypes.VECTORS + " makes them known to the JVM";

  private static final String NO_VECTORS_OF_256 =
      "no vectors here; they need --add-modules "
          + JavaTypes.VECTORS
          + ", for 512 bits JDK "
          + MIXES_LENGTHS;

  private static final String ONE_LENGTH =
      "Vectors of other networks are as long as the registers, and JITs before that of JDK "
          + MIXES_LENGTHS
          + " may\nmake objects of vectors where a JVM has some of two lengths.\n";

  private final NetNames names;
  private final ClassName lanes;
  private final boolean isFixed;

  /**
   * The class of a network.
   *
   * @param lanes a class that knows how many lanes there are, and cannot be loaded without vectors
   * @param isFixed true where there are so many whatever the processor has
   */
  VectorsSwitch(NetNames names, ClassName lanes, boolean isFixed) {
    this.names = names;
    this.lanes = lanes;
    this.isFixed = isFixed;
  }

  /** The class, with a method for each function of rows. */
  TypeSpec type(RowFunctions functions) {
    return Classes.internal(names, CLASS)
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
        .addMethods(functions.methods())
        .build();
  }

  private MethodSpec fit() {
    return MethodSpec.methodBuilder("fit")
        .addJavadoc("True where a row of {@code length} numbers fills a vector.\n")
        .addModifiers(Modifier.STATIC)
        .addParameter(TypeName.INT, "length")
        .returns(TypeName.BOOLEAN)
        .addStatement("return ON && length >= $T.LANES", lanes)
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
            names.face().canonicalName(),
            isFixed ? NO_VECTORS_OF_256 : NO_VECTORS)
        .addStatement("return false")
        .build();
  }

  private MethodSpec isWide() {
    int fewest = Width.inRegister(names.precision());
    return MethodSpec.methodBuilder("isWide")
        .addJavadoc(
            "True where the module is there and registers hold 256 bits or more, as many as code is for.\n")
        .addJavadoc(isFixed ? ONE_LENGTH : "")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(TypeName.BOOLEAN)
        .beginControlFlow("try")
        .addStatement(isFixed ? fixed(fewest) : ofRegisters(fewest))
        .nextControlFlow("catch (LinkageError e)")
        .addStatement("return false")
        .endControlFlow()
        .build();
  }

  private CodeBlock ofRegisters(int fewest) {
    return CodeBlock.of(
        "return $1T.LANES >= $2L && $1T.LANES <= $3L", lanes, fewest, Width.MOST_LANES);
  }

  private CodeBlock fixed(int fewest) {
    return CodeBlock.of(
        "return $1T.WIDEST == $2L$W|| $1T.WIDEST > $2L && Runtime.version().feature() >= $3L",
        lanes,
        fewest,
        MIXES_LENGTHS);
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
}

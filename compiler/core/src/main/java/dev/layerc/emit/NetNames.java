package dev.layerc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.equation.Precision;
import dev.layerc.loop.LoopProgram;

/** The names of a network's classes, and the Java of its numbers. */
record NetNames(String packageName, String net, Precision precision) {

  static NetNames of(LoopProgram program, EmitOptions options) {
    String net = JavaIdentifiers.legal(program.source().name());
    return new NetNames(options.packageName(), net, program.source().precision());
  }

  /** {@code float} or {@code double}. */
  TypeName real() {
    return precision == Precision.FLOAT ? TypeName.FLOAT : TypeName.DOUBLE;
  }

  /** The cast that makes a double one of the network's numbers. */
  CodeBlock toReal() {
    return CodeBlock.of(precision == Precision.FLOAT ? "(float) " : "");
  }

  ClassName face() {
    return ClassName.get(packageName, net);
  }

  /** The class that goes by the net's name and this word, as {@code DigitsForward}. */
  ClassName type(String word) {
    return ClassName.get(packageName, net + word);
  }

  /** The annotation that tells coverage and analysis tools to pass over generated code. */
  String marker() {
    return net + ".Generated";
  }

  GeneratedFile file(TypeSpec type) {
    JavaFile file =
        JavaFile.builder(packageName, type).skipJavaLangImports(true).indent("  ").build();
    return new GeneratedFile(qualified(type.name()), path(type.name()), finished(file.toString()));
  }

  /** A file whose text after the package line is given. */
  GeneratedFile file(String simpleName, String body) {
    String head = packageName.isEmpty() ? "" : "package " + packageName + ";\n\n";
    return new GeneratedFile(qualified(simpleName), path(simpleName), finished(head + body));
  }

  private static String finished(String text) {
    return Ascii.escaped(LongLines.broken(text));
  }

  private String qualified(String simpleName) {
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }

  private String path(String simpleName) {
    return qualified(simpleName).replace('.', '/') + ".java";
  }
}

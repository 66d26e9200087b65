package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.layerc.equation.Tensor;
import java.util.Locale;

/**
 * An array that the caller gives.
 *
 * @param name as the spec has it
 * @param identifier the Java argument
 */
record Port(Kind kind, String name, String identifier, Tensor tensor) {

  /** What an array is to the caller. */
  enum Kind {
    INPUT("input"),
    TARGET("target"),
    OUTPUT("output"),
    INPUT_GRADIENT("gradient of input");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  int size() {
    return tensor.size();
  }

  TypeName type(NetNames names) {
    return ArrayTypeName.of(tensor.isReal() ? names.real() : TypeName.INT);
  }

  ParameterSpec parameter(NetNames names) {
    return ParameterSpec.builder(type(names), identifier).build();
  }

  /** The name of the constant that holds its size. */
  String sizeConstant() {
    String legal = JavaIdentifiers.legal(name);
    return legal.toUpperCase(Locale.ROOT) + "_SIZE";
  }

  /** {@code input x [784]}, {@code target label int<10>}. */
  String description() {
    String whole = tensor.isReal() ? "" : " " + tensor.type();
    String shape = tensor.shape().isEmpty() ? "" : " " + tensor.shape();
    return kind.text + " " + name + whole + shape;
  }

  /** Refuses anything but exactly one sample. */
  CodeBlock checkSample(NetNames names) {
    return CodeBlock.of(
        "$T.sample($S, $L, $L$L);\n",
        names.type("Arguments"),
        description(),
        identifier,
        size(),
        limit());
  }

  /** Refuses fewer than {@code count} samples. */
  CodeBlock checkBatch(NetNames names) {
    return CodeBlock.of(
        "$T.batch($S, $L, $L$L, count);\n",
        names.type("Arguments"),
        description(),
        identifier,
        size(),
        limit());
  }

  private String limit() {
    return tensor.isReal() ? "" : ", " + tensor.type().limit();
  }
}

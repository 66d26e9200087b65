package dev.layerc;

import dev.layerc.emit.EmitOptions;
import dev.layerc.emit.MathMode;
import dev.layerc.emit.Release;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.schedule.Target;
import java.util.List;
import java.util.Optional;

/**
 * How a network is compiled.
 *
 * @param packageName the package of the generated classes; empty for none
 * @param release the oldest Java that must take the sources
 * @param math exp, tanh and the like: own ones, or those of {@link StrictMath}
 * @param precision in place of the one that the spec gives
 * @param gradients which gradients the generated classes offer
 * @param target whether kernels on the Vector API stand beside the plain ones
 */
public record CompilerOptions(
    String packageName,
    Release release,
    MathMode math,
    Optional<Precision> precision,
    Gradients gradients,
    Target target) {

  /** Which gradients are derived. */
  public enum Gradients {
    /** Those that the spec asks for: of parameters with {@code train}, of inputs by name. */
    AS_WRITTEN,
    /** Of parameters with or without {@code train}, and of the inputs that the spec names. */
    OF_PARAMETERS,
    /** Of all parameters, frozen or not, and of all real inputs. */
    OF_EVERYTHING
  }

  /** Java 11, own mathematical functions, everything else as the spec says. */
  public static CompilerOptions inPackage(String packageName) {
    return new CompilerOptions(
        packageName,
        Release.JAVA_11,
        MathMode.FAST,
        Optional.empty(),
        Gradients.AS_WRITTEN,
        Target.PLAIN);
  }

  public CompilerOptions withRelease(Release other) {
    return new CompilerOptions(packageName, other, math, precision, gradients, target);
  }

  public CompilerOptions withMath(MathMode other) {
    return new CompilerOptions(packageName, release, other, precision, gradients, target);
  }

  public CompilerOptions withPrecision(Precision other) {
    return new CompilerOptions(packageName, release, math, Optional.of(other), gradients, target);
  }

  public CompilerOptions withGradients(Gradients other) {
    return new CompilerOptions(packageName, release, math, precision, other, target);
  }

  public CompilerOptions withTarget(Target other) {
    return new CompilerOptions(packageName, release, math, precision, gradients, other);
  }

  /** The program with the precision and the gradients that are asked for. */
  Program applyTo(Program program) {
    List<Tensor> inputGradients = program.inputGradients();
    if (gradients == Gradients.OF_EVERYTHING && program.objective().isPresent()) {
      inputGradients = program.inputs().stream().filter(Tensor::isReal).toList();
    }
    return program
        .withPrecision(precision.orElse(program.precision()))
        .withInputGradients(inputGradients);
  }

  /** True where functions are called for rows: their vectors are of floats, and our own. */
  boolean mapsRows(Precision computed) {
    return target == Target.SIMD && math == MathMode.FAST && computed == Precision.FLOAT;
  }

  DeriveProgram.Gradients derived() {
    return gradients == Gradients.AS_WRITTEN
        ? DeriveProgram.Gradients.AS_SPECIFIED
        : DeriveProgram.Gradients.ALL;
  }

  EmitOptions emitOptions(String specDigest) {
    return new EmitOptions(packageName, release, math, specDigest);
  }
}

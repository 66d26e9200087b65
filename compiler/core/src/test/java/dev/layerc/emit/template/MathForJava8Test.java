package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.CompiledNet;
import dev.layerc.emit.Release;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The float functions as a network for Java 8 has them: without {@code Math.fma}. */
final class MathForJava8Test {
  private static final String NET =
      """
      net F {
        input x[2]
        a[i] = exp(x[i]) + tanh(x[i])
        b[i] = sigmoid(x[i]) + erf(x[i])
        c[i] = softplus(x[i])
        output a
        output b
        output c
      }
      """;

  private static Class<?> math;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    CompilerOptions options = CompilerOptions.inPackage("demo").withRelease(Release.JAVA_8);
    math =
        CompiledNet.of(
                new NetCompiler(options)
                    .compile(
                        new SourceFile("f.nn", NET), SourceResolver.none(), new DiagnosticLog())
                    .get(0)
                    .files(),
                8)
            .loadClass("demo.FMath");
  }

  @ParameterizedTest
  @EnumSource(names = {"EXP", "SIGMOID", "TANH", "SOFTPLUS", "ERF"})
  void aSampleIsWithinTheBound(FloatMathTest.Function f) throws ReflectiveOperationException {
    Method method = math.getDeclaredMethod(f.name().toLowerCase(Locale.ROOT), float.class);
    method.setAccessible(true);
    Random random = new Random(5);
    double worst = 0.0;
    for (int i = 0; i < 300_000; i++) {
      float x = (float) (i % 2 == 0 ? random.nextGaussian() : random.nextDouble(-110.0, 95.0));
      float y = (float) method.invoke(null, x);
      worst = Math.max(worst, FloatMathTest.ulps(y, f.exact.applyAsDouble(x)));
    }
    assertThat(worst).as("%s: error in ulp", f).isPositive().isLessThanOrEqualTo(f.bound);
  }
}

package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.CompiledNet;
import dev.layerc.schedule.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions of rows that target simd has in vectors, as a network's own class has them. */
final class VectorMathTest {
  private static final int ROW = 4096;

  private static final String NET =
      """
      net F {
        input x[64]
        a[i] = exp(x[i])
        b[i] = sigmoid(x[i])
        c[i] = tanh(x[i])
        d[i] = erf(x[i])
        output a
        output b
        output c
        output d
      }
      """;

  /** A function with a form for one number, whose bits it has. */
  enum Function {
    EXP,
    SIGMOID,
    TANH,
    ERF;

    private FloatMathTest.Function ofOne() {
      return FloatMathTest.Function.valueOf(name());
    }

    private float[] of(float[] x, int from, int to, int count) {
      float[] y = new float[to + count];
      Arrays.fill(y, 7f);
      try {
        Method method =
            math.getDeclaredMethod(
                name().toLowerCase(java.util.Locale.ROOT),
                float[].class,
                int.class,
                float[].class,
                int.class,
                int.class);
        method.setAccessible(true);
        method.invoke(null, x, from, y, to, count);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(name(), e);
      }
      return y;
    }

    private void assertSameBits(float[] x) {
      float[] y = of(x, 0, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        float one = ofOne().function.apply(x[i]);
        if (Float.compare(y[i], one) != 0) {
          assertThat(y[i]).as("%s(%a)", this, x[i]).isEqualTo(one);
        }
      }
    }
  }

  private static Class<?> math;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    CompilerOptions options = CompilerOptions.inPackage("demo").withTarget(Target.SIMD);
    SourceFile source = new SourceFile("f.nn", NET);
    CompiledNet net =
        CompiledNet.withVectors(
            new NetCompiler(options)
                .compile(source, SourceResolver.none(), new DiagnosticLog())
                .get(0)
                .files());
    assumeTrue(net.constant("demo.FVectors", "ON").equals(true), "no vectors of 256 bits here");
    math = net.loadClass("demo.FVectorMath");
  }

  @ParameterizedTest
  @EnumSource
  void aSampleOfAllFloatsHasTheBitsOfOneNumbers(Function f) {
    Random random = new Random(1);
    float[] x = new float[ROW];
    for (int row = 0; row < 100; row++) {
      for (int i = 0; i < ROW; i += 4) {
        x[i] = Float.intBitsToFloat(random.nextInt());
        x[i + 1] = (float) random.nextGaussian(0.0, 1.0);
        x[i + 2] = (float) random.nextDouble(-110.0, 95.0);
        x[i + 3] = (float) random.nextGaussian(0.0, 4.0);
      }
      f.assertSameBits(x);
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "layerc.test.allFloats", matches = "true")
  void everyFloatHasTheBitsOfOneNumbers(Function f) {
    float[] x = new float[ROW];
    for (long first = 0; first < 1L << 32; first += ROW) {
      for (int i = 0; i < ROW; i++) {
        x[i] = Float.intBitsToFloat((int) first + i);
      }
      f.assertSameBits(x);
    }
  }

  /** Whole vectors, and ends that overlap: nothing beside the row is written, or read in it. */
  @ParameterizedTest
  @EnumSource
  void everyLengthFromAVectorOnIsTakenWhole(Function f) {
    int lanes = 16;
    for (int count = lanes; count < 4 * lanes; count++) {
      float[] x = new float[count + 5];
      Arrays.fill(x, Float.NaN);
      for (int i = 0; i < count; i++) {
        x[3 + i] = i - 20f;
      }
      float[] y = f.of(x, 3, 2, count);
      assertThat(Arrays.copyOf(y, 2)).containsOnly(7f);
      for (int i = 0; i < count; i++) {
        assertThat(y[2 + i]).isEqualTo(f.ofOne().function.apply(x[3 + i]));
      }
    }
  }

  @Test
  void specialValuesAreExact() {
    float[] x = new float[16];
    x[1] = -0f;
    x[2] = Float.POSITIVE_INFINITY;
    x[3] = Float.NEGATIVE_INFINITY;
    x[4] = Float.NaN;
    x[5] = -Float.MIN_VALUE;
    assertThat(first(Function.EXP, x)).containsExactly(1f, 1f, x[2], 0f, x[4], 1f);
    assertThat(first(Function.SIGMOID, x)).containsExactly(0.5f, 0.5f, 1f, 0f, x[4], 0.5f);
    assertThat(first(Function.TANH, x)).containsExactly(0f, -0f, 1f, -1f, x[4], x[5]);
    assertThat(first(Function.ERF, x)).containsExactly(0f, -0f, 1f, -1f, x[4], x[5]);
  }

  private static float[] first(Function f, float[] x) {
    return Arrays.copyOf(f.of(x, 0, 0, x.length), 6);
  }
}

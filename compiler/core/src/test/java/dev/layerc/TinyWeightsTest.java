package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.CompiledNet;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.schedule.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parameter lies otherwise in the code on vectors; files and arrays have the declared order. */
class TinyWeightsTest {
  private static final String FACE = "generated.Small";
  private static final String TEXT =
      """
      net Small {
        input  x[3]
        target y[1]
        output z = x -> dense(8) -> tanh -> dense(1)
        loss   mse(z, y)
        train  sgd(lr = 0.1, momentum = 0.9)
      }
      """;

  @TempDir Path folder;

  @Test
  void whatPlainSavesSimdLoads() {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
    CompiledNet plain = CompiledNet.of(files(Target.PLAIN), 11);
    CompiledNet simd = CompiledNet.withVectors(Emitted.inVectors(files(Target.SIMD)));
    assertThat(simd.constant(FACE + "Vectors", "ON")).isEqualTo(true);
    Object saved = plain.call(FACE, "initialize", 7L);
    train(saved);
    Path file = folder.resolve("small.weights");
    CompiledNet.on(saved, "save", file);
    Object loaded = simd.call(FACE, "load", file);
    assertThat(weights(loaded)).isEqualTo(weights(saved));
    assertThat(prediction(loaded)).isCloseTo(prediction(saved), within(1e-6f));
    train(saved);
    train(loaded);
    float[] expected = weights(saved);
    float[] got = weights(loaded);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).as("weight %d", i).isCloseTo(expected[i], within(1e-6f));
    }
  }

  private static void train(Object net) {
    CompiledNet.on(net, "train", new float[] {1, -2, 3, 0.5f, 0, -1}, new float[] {1, -1}, 2);
  }

  private static float prediction(Object net) {
    float[] z = new float[1];
    Object workspace = CompiledNet.on(net, "newPredictionWorkspace", 1);
    CompiledNet.on(net, "predict", new float[] {0.25f, -1, 2}, 1, z, workspace);
    return z[0];
  }

  private static float[] weights(Object net) {
    return (float[]) CompiledNet.on(CompiledNet.on(net, "parameters"), "get", "dense1.W");
  }

  private static List<GeneratedFile> files(Target target) {
    return new NetCompiler(CompilerOptions.inPackage("generated").withTarget(target))
        .compile(new SourceFile("test.nn", TEXT), SourceResolver.none(), new DiagnosticLog())
        .get(0)
        .files();
  }
}

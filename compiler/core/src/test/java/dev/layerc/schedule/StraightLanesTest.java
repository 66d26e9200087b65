package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StraightLanesTest {
  @Test
  void aLayerThatFillsVectorsIsInLanesAndTheNextSumsThem() {
    CompiledNet net = simd("output z = x -> dense(8) -> tanh -> dense(1)", "sgd(lr = 0.1)");
    assertThat(lanes(net.loops().predict()))
        .endsWith(
            """
              for s in 0 .. count
                REAL x0 = x[(s * 2)]
                REAL x1 = x[((s * 2) + 1)]
                LANES dense1WLanes = dense1W[0 ..]
                LANES dense1WLanes2 = dense1W[8 ..]
                LANES dense1BLanes = dense1B[0 ..]
                row[0] = (fma(dense1WLanes2, broadcast(x1), (dense1WLanes * x0)) + dense1BLanes)
                TANH of row row, 0, row, 0, 8
                LANES tanh1YLanes = row[0 ..]
                LANES dense2WLanes = dense2W[0 ..]
                row[0] = (dense2WLanes * tanh1YLanes)
                REAL sum = (((row[0] + row[1]) + (row[2] + row[3])) + ((row[4] + row[5]) + (row[6] + row[7])))
                z[s] = (sum + dense2B[0])
            """);
  }

  @Test
  void sumsOverTheSamplesAreVectorsThatMoveTheParameters() {
    CompiledNet net = simd("output z = x -> dense(8) -> tanh -> dense(1)", "sgd(lr = 0.1)");
    assertThat(lanes(net.loops().stepRoutine().orElseThrow()))
        .contains("LANES dense1DbLanes = broadcast(0)")
        .contains("REAL dense2Db0 = 0")
        .doesNotContain("dense1Db0 ");
  }

  @Test
  void aParameterLiesSoThatItsReadersAreInLanes() {
    CompiledNet net = simd("output z = x -> dense(8) -> tanh -> dense(1)", "sgd(lr = 0.1)");
    assertThat(order(net, "dense1.W")).containsExactly(1, 0);
    assertThat(order(net, "dense2.W")).containsExactly(0, 1);
    CompiledNet short7 = simd("output z = x -> dense(7) -> tanh -> dense(1)", "sgd(lr = 0.1)");
    assertThat(order(short7, "dense1.W")).containsExactly(0, 1);
  }

  @Test
  void whatFillsNoVectorStaysAsItWas() {
    CompiledNet net = simd("output z = x -> dense(7) -> tanh -> dense(1)", "sgd(lr = 0.1)");
    assertThat(net.loops().lanes()).isEmpty();
    assertThat(net.loops().routines().stream().flatMap(r -> r.methods().stream()))
        .noneMatch(Method::isVector);
  }

  @Test
  void functionsWithoutARowFormAreOfNumbers() {
    CompiledNet net = simd("output z = x -> dense(8) -> softplus -> dense(1)", "sgd(lr = 0.1)");
    assertThat(lanes(net.loops().predict())).isEmpty();
  }

  @Test
  void theStrategyTells() {
    CompiledNet net = simd("output z = x -> dense(8) -> tanh -> dense(1)", "sgd(lr = 0.1)");
    assertThat(net.loops().predict().decisions().get(0).strategy())
        .isEqualTo("written out, in vectors of 8 where there are any");
  }

  private static CompiledNet simd(String layers, String rule) {
    String text =
        """
        net Small {
          input  x[2]
          target y[1]
          %s
          loss   mse(z, y)
          train  %s
        }
        """
            .formatted(layers, rule);
    CompilerOptions options = CompilerOptions.inPackage("generated").withTarget(Target.SIMD);
    return new NetCompiler(options)
        .compile(new SourceFile("test.nn", text), SourceResolver.none(), new DiagnosticLog())
        .get(0);
  }

  private static String lanes(Routine routine) {
    return routine.methods().stream()
        .filter(Method::isVector)
        .map(method -> LoopPrinter.print(method))
        .collect(Collectors.joining());
  }

  private static List<Integer> order(CompiledNet net, String parameter) {
    Optional<Buffer> buffer =
        net.loops().buffers().stream()
            .filter(b -> b.owner() == Buffer.Owner.PARAMETERS)
            .filter(b -> b.tensor().name().equals(parameter))
            .findFirst();
    return buffer.orElseThrow().layout().order();
  }
}

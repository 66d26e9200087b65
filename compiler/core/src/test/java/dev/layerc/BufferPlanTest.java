package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.WorkspaceSize;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which values share memory, and how much is left: counted by hand. */
class BufferPlanTest {
  private static LoopProgram compile(String text) {
    return new NetCompiler(CompilerOptions.inPackage("com.acme"))
        .compile(
            new SourceFile("plan.nn", text),
            (user, path) -> {
              throw new IOException(path);
            },
            new DiagnosticLog())
        .get(0)
        .loops();
  }

  /**
   * h1 [64] is done when h2 [32] is there, so h3 [16] takes its place, and h4 [8] that of h2: 64 +
   * 32 floats.
   */
  @Test
  void aChainNeedsItsTwoLargestNeighbours() {
    LoopProgram chain =
        compile(
            """
            net Chain {
              input  x[48]
              h1 = x -> dense(64) -> tanh
              h2 = h1 -> dense(32) -> tanh
              h3 = h2 -> dense(16) -> tanh
              h4 = h3 -> dense(8) -> tanh
              output y = h4 -> dense(4)
            }
            """);
    assertThat(WorkspaceSize.ofPrediction(chain)).isEqualTo(new WorkspaceSize(4 * (64 + 32), 0));
    assertThat(chain.predictionBuffers()).hasSize(2);
    assertThat(tenants(chain))
        .containsExactlyInAnyOrder(List.of("h1 [64]", "h3 [16]"), List.of("h2 [32]", "h4 [8]"));
  }

  /** h1 is read once more in the end: nothing may take its place. */
  @Test
  void whatIsReadLaterStays() {
    LoopProgram skipping =
        compile(
            """
            net Skipping {
              input  x[48]
              h1 = x -> dense(64) -> tanh
              h2 = h1 -> dense(32) -> tanh
              h3 = h2 -> dense(64) -> tanh
              output y = append(h1, h3) -> dense(4)
            }
            """);
    long joined = WorkspaceSize.ofPrediction(skipping).perSample();
    assertThat(joined).isGreaterThanOrEqualTo(4 * (64 + 32 + 64));
    assertThat(tenants(skipping)).noneMatch(list -> list.contains("h1 [64]") && list.size() > 1);
  }

  /**
   * Training keeps h1, h2 and h3 for the way back. There, what reaches dense3 is made of dy and h3
   * and needs a place of its own; then h3 is done and what reaches dense2 takes over, and then h2
   * for dense1, through a copy of dense2's weights with the axes exchanged. A step that moves the
   * parameters has the gradients of four rows at a time. A prediction takes no memory of its own.
   */
  @Test
  void trainingKeepsWhatTheWayBackReads() {
    LoopProgram chain =
        compile(
            """
            net Chain {
              input  x[48]
              target t[4]
              h1 = x -> dense(64) -> tanh
              h2 = h1 -> dense(32) -> tanh
              h3 = h2 -> dense(16) -> tanh
              output y = h3 -> dense(4)
              loss   mse(y, t)
              train  sgd(), batch = 32
            }
            """);
    assertThat(chain.trainingBuffers().stream().map(buffer -> names(chain, buffer)))
        .containsExactlyInAnyOrder(
            List.of("h1 [64]"),
            List.of("h2 [32]", "dense1.dy [64]"),
            List.of("h3 [16]", "dense2.dy [32]"),
            List.of("y [4]"),
            List.of("dy [4]"),
            List.of("dense3.dy [16]"),
            List.of("dense2.W along 1 [32, 64]"),
            List.of("gradient.rows [4, 64]"),
            List.of("loss: loss []"));
    assertThat(WorkspaceSize.ofTraining(chain, List.of()))
        .isEqualTo(new WorkspaceSize(4 * (64 + 64 + 32 + 4 + 4 + 16 + 1), 4 * (32 * 64 + 4 * 64)));
    assertThat(chain.plan().borrowed().keySet())
        .containsAll(
            chain.predictionBuffers().stream()
                .filter(buffer -> !chain.trainingBuffers().contains(buffer))
                .toList());
  }

  private static List<List<String>> tenants(LoopProgram program) {
    return program.predictionBuffers().stream().map(buffer -> names(program, buffer)).toList();
  }

  private static List<String> names(LoopProgram program, Buffer buffer) {
    return program.plan().tensors(buffer).stream()
        .map((Tensor tensor) -> tensor.name() + " " + tensor.shape())
        .toList();
  }
}

package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.loop.Routine;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What many repetitions of one block cost: calls and arrays, but no methods. */
class RepeatedBlocksTest {
  private static final String SPEC =
      """
      layer block(units) : x[D] -> y[D] { y = x + (x -> dense(units) -> relu -> dense(D)) }
      net Deep {
        input  x[16]
        target int<3> label
        z = x -> %d * block(32) -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(), batch = 8
      }
      """;

  private static CompiledNet compile(int blocks) {
    SourceFile source = new SourceFile("deep.nn", String.format(SPEC, blocks));
    return new NetCompiler(CompilerOptions.inPackage("generated"))
        .compile(source, SourceResolver.none(), new DiagnosticLog())
        .get(0);
  }

  private static List<Routine> passes(CompiledNet net) {
    return List.of(net.loops().predict(), net.loops().backward().orElseThrow());
  }

  @Test
  void shareTheMethodsOfTheSecondAndTheThird() {
    List<Routine> three = passes(compile(3));
    List<Routine> thirty = passes(compile(30));
    for (int i = 0; i < three.size(); i++) {
      assertThat(thirty.get(i).methods()).hasSameSizeAs(three.get(i).methods());
      assertThat(thirty.get(i).calls()).hasSizeGreaterThan(3 * three.get(i).calls().size());
    }
  }

  @Test
  void compileAndRun() {
    ThreeWays.check(String.format(SPEC, 12), 3, 5);
  }

  /** Passes and constructors of such length go in parts, each of which HotSpot compiles. */
  @Test
  void twoHundredAreShortMethodsAndLittleText() {
    CompiledNet net = compile(200);
    assertThat(dev.layerc.emit.CompiledNet.of(net.files(), 11).longestMethod()).isLessThan(8_000);
    long characters = net.files().stream().mapToLong(file -> file.text().length()).sum();
    assertThat(characters).isLessThan(1_250_000);
  }

  /** Bytes that are allocated tell the work without a clock. */
  @Test
  void workGrowsWithTheirNumber() {
    compile(3);
    long hundred = allocatedFor(100);
    long twoHundred = allocatedFor(200);
    assertThat((double) twoHundred / hundred).isLessThan(2.5);
  }

  private static long allocatedFor(int blocks) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    compile(blocks);
    return threads.getThreadAllocatedBytes(id) - before;
  }
}

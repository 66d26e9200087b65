package dev.layerc.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** On lines that JDK 17 and 25 print. */
class CompilationLogTest {
  private static List<String> faults(String... lines) {
    return log(lines).faults();
  }

  private static CompilationLog log(String... lines) {
    CompilationLog log = new CompilationLog("a.b");
    List.of(lines).forEach(log::add);
    return log;
  }

  @Test
  void tiersThatFollowEachOtherAreHealthy() {
    CompilationLog log =
        log(
            "    812  501       3       a.b.Net::relu (120 bytes)",
            "    830  502 %     4       a.b.Net::relu @ 12 (120 bytes)",
            "    840  503       4       a.b.Net::relu (120 bytes)",
            "    851  501       3       a.b.Net::relu (120 bytes)   made not entrant",
            "    852  504     n 0       java.lang.invoke.MethodHandle::linkToStatic(LL)L (native)");
    assertThat(log.faults()).isEmpty();
    assertThat(log.compiled()).containsExactly("a.b.Net::relu");
  }

  @Test
  void codeThatIsGivenUpIsAFault() {
    assertThat(
            faults(
                "    840  503       4       a.b.Net::relu (9120 bytes)   COMPILE SKIPPED: out of"
                    + " nodes parsing method (retry at different tier)"))
        .singleElement()
        .asString()
        .contains("out of nodes");
    assertThat(faults("   840  503   !   4   a.c.Other::run (20 bytes)   COMPILE SKIPPED: x"))
        .isEmpty();
  }

  @Test
  void codeThatIsThrownAwayForGoodIsAFault() {
    String compiled = "    840  503       4       a.b.Net::relu (120 bytes)";
    String thrown = "    900  503       4       a.b.Net::relu (120 bytes)   made not entrant: trap";
    String again = "    950  580       4       a.b.Net::relu (120 bytes)";
    assertThat(faults(compiled, thrown)).hasSize(1);
    assertThat(faults(compiled, thrown, again)).isEmpty();
  }

  @Test
  void whatTheSetUpThrewAwayDoesNotCount() {
    CompilationLog log =
        log("    900  503       4       a.b.Net::relu (120 bytes)   made not entrant");
    assertThat(log.faults()).hasSize(1);
    log.beginSteps();
    assertThat(log.faults()).isEmpty();
  }

  @Test
  void codeThatIsMadeOverAndOverIsAFault() {
    String[] lines = new String[22];
    for (int i = 0; i < lines.length; i += 2) {
      lines[i] = "    900  503       4       a.b.Net::relu (120 bytes)   made not entrant";
      lines[i + 1] = "    950  580       4       a.b.Net::relu (120 bytes)";
    }
    assertThat(faults(lines)).containsExactly("compiled 11 times: a.b.Net::relu");
  }
}

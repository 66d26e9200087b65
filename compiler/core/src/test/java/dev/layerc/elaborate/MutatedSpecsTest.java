package dev.layerc.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.equation.Program;
import dev.layerc.equation.ProgramVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Specs with words exchanged, lost or doubled: each is told to be wrong, or gives a program that
 * holds together. There is never another exception.
 */
class MutatedSpecsTest {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_0-9.]+|[^\\s\\p{L}_0-9.]");
  private static final int MUTANTS = 400;

  @Test
  void badInputIsToldAndNeverThrown() throws IOException {
    Random random = new Random(20240611);
    List<SourceFile> specs = SpecFiles.in("elaborated").toList();
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutate(net(specs, random), random);
      DiagnosticLog log = new DiagnosticLog();
      try {
        List<Program> programs = SpecFiles.elaborate(new SourceFile("m.nn", mutant), log);
        if (!log.hasErrors()) {
          programs.forEach(ProgramVerifier::verify);
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("mutant " + i + ":\n" + mutant, e);
      }
    }
    assertThat(specs).isNotEmpty();
  }

  private static String net(List<SourceFile> specs, Random random) {
    return specs.get(random.nextInt(specs.size())).text();
  }

  private static String mutate(String text, Random random) {
    List<int[]> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new int[] {matcher.start(), matcher.end()});
    }
    int[] at = words.get(random.nextInt(words.size()));
    int[] other = words.get(random.nextInt(words.size()));
    String replacement =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> text.substring(at[0], at[1]) + " " + text.substring(other[0], other[1]);
          default -> text.substring(other[0], other[1]);
        };
    return text.substring(0, at[0]) + replacement + text.substring(at[1]);
  }
}

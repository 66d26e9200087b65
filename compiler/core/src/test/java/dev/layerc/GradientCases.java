package dev.layerc;

import dev.layerc.equation.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The small nets of {@code prelude/<name>} and of {@code rules}, whose gradients are checked.
 *
 * <p>Comments in a file say what is not left to chance: {@code // batch = 1} the number of samples
 * and {@code // x = 1, 0, -2} the numbers of a tensor, over and over.
 */
final class GradientCases {
  static final Path PRELUDE = Path.of("src/test/resources/prelude");
  static final Path VECTORS = Path.of("src/test/resources/vectors");
  static final Path TRAINING = Path.of("src/test/resources/training");
  static final Path RULES = Path.of("src/test/resources/rules");

  private static final int BATCH = 3;
  private static final Pattern COMMA = Pattern.compile(", ");
  private static final Pattern FIXED =
      Pattern.compile("^// (\\w+) = ([-0-9., ]+)$", Pattern.MULTILINE);

  private GradientCases() {}

  /** A file of nets. */
  record Case(String name, String text) {
    int batch() {
      return fixed()
          .filter(line -> line.group(1).equals("batch"))
          .map(line -> Integer.parseInt(line.group(2)))
          .findFirst()
          .orElse(BATCH);
    }

    /** Puts the numbers that the file asks for in the place of random ones. */
    void fix(Map<Tensor, double[]> given) {
      given.forEach(
          (tensor, values) ->
              fixed()
                  .filter(line -> line.group(1).equals(tensor.name()))
                  .forEach(line -> fill(values, numbers(line.group(2)))));
    }

    private Stream<MatchResult> fixed() {
      return FIXED.matcher(text).results();
    }

    private static double[] numbers(String list) {
      return COMMA.splitAsStream(list).mapToDouble(Double::parseDouble).toArray();
    }

    private static void fill(double[] values, double[] numbers) {
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers[i % numbers.length];
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every case there is. */
  static List<Case> all() {
    List<Case> cases = new ArrayList<>(in(PRELUDE));
    cases.addAll(in(RULES));
    cases.addAll(in(VECTORS));
    return cases;
  }

  /** The cases of a folder and of those in it. */
  static List<Case> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".nn"))
          .sorted()
          .map(GradientCases::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Path file) {
    try {
      return new Case(
          file.getParent().getFileName() + "/" + file.getFileName(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

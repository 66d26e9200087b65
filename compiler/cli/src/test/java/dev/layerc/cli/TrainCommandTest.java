package dev.layerc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.runtime.SafetensorsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  private static final Path DATA =
      Path.of(System.getProperty("layerc.data", "../../../shared/data"));

  @TempDir Path folder;
  private Path xor;
  private Path table;

  @BeforeEach
  void write() throws IOException {
    xor = Files.writeString(folder.resolve("xor.nn"), Specs.XOR);
    table = Files.writeString(folder.resolve("xor.csv"), "a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
  }

  @Test
  void learnsXor() throws IOException {
    Path weights = folder.resolve("xor.safetensors");
    Ran ran =
        Ran.layerc("train", xor, "--data", table, "--split", 0, "--epochs", 1500, "-o", weights);
    assertThat(ran.all())
        .startsWith("exit 0")
        .contains("net Xor, 33 parameters", "epoch    1/1500  loss", "weights: " + weights);
    assertThat(lastLoss(ran.out())).isLessThan(0.05);
    assertThat(SafetensorsReader.read(weights)).containsKeys("dense1.W", "dense2.b");
  }

  @Test
  void theSameSeedGivesTheSameLines() {
    Object[] words = {"train", xor, "--data", table, "--split", 0, "--epochs", 3, "--seed", 5};
    assertThat(losses(Ran.layerc(words).out())).isEqualTo(losses(Ran.layerc(words).out()));
  }

  @Test
  void threadsShareABatch() throws IOException {
    Path iris = Files.writeString(folder.resolve("iris.nn"), Specs.IRIS);
    Path flowers = flowers();
    List<Double> alone = lossesOn(iris, flowers, 1);
    List<Double> three = lossesOn(iris, flowers, 3);
    assertThat(three).hasSameSizeAs(alone).isEqualTo(lossesOn(iris, flowers, 3));
    for (int i = 0; i < alone.size(); i++) {
      assertThat(three.get(i)).isCloseTo(alone.get(i), within(1e-3));
    }
  }

  private static List<Double> lossesOn(Path net, Path data, int threads) {
    Ran ran = Ran.layerc("train", net, "--data", data, "--epochs", 20, "--threads", threads);
    List<String> losses = losses(ran.out());
    assertThat(losses).hasSizeGreaterThanOrEqualTo(20);
    return losses.stream().map(loss -> Double.valueOf(loss.substring("loss ".length()))).toList();
  }

  @Test
  void samplesThatSeeEachOtherAreNotShared() throws IOException {
    String spec = Specs.IRIS.replace("dense(16)", "dense(16) -> batchnorm");
    Path iris = Files.writeString(folder.resolve("iris.nn"), spec);
    Ran ran = Ran.layerc("train", iris, "--data", flowers(), "--threads", 2);
    assertThat(ran.all())
        .startsWith("exit 1")
        .contains("--threads 2: the samples of a batch see each other in net Iris");
  }

  @Test
  void goesOnFromSavedWeights() {
    Path weights = folder.resolve("xor.safetensors");
    Ran first =
        Ran.layerc("train", xor, "--data", table, "--split", 0, "--epochs", 300, "-o", weights);
    Ran second =
        Ran.layerc("train", xor, "--data", table, "--split", 0, "--epochs", 1, "--init", weights);
    assertThat(lastLoss(second.out())).isLessThanOrEqualTo(lastLoss(first.out()) * 1.01);
  }

  @Test
  void learnsClassesFromATableOfWords() throws IOException {
    Path iris = Files.writeString(folder.resolve("iris.nn"), Specs.IRIS);
    Ran ran = Ran.layerc("train", iris, "--data", flowers(), "--epochs", 60, "--split", "0.2");
    assertThat(ran.all()).startsWith("exit 0").contains("test loss");
    Matcher accuracy = Pattern.compile("\naccuracy ([0-9.]+) %").matcher(ran.out());
    assertThat(accuracy.find()).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(90);
  }

  /** Three well-separated classes, sorted by class, the word first. */
  private Path flowers() throws IOException {
    StringBuilder rows = new StringBuilder("species,a,b,c,d\n");
    Random random = new Random(3);
    for (int i = 0; i < 150; i++) {
      rows.append("abc".charAt(i / 50));
      for (int k = 0; k < 4; k++) {
        rows.append(',').append((float) (i / 50 * (k % 2 == 0 ? 1 : -1) + random.nextDouble()));
      }
      rows.append('\n');
    }
    return Files.writeString(folder.resolve("flowers.csv"), rows);
  }

  @Test
  void dataThatDoNotFitAreTold() throws IOException {
    Path wide = Files.writeString(folder.resolve("wide.csv"), "0,0,0,0\n");
    assertThat(Ran.layerc("train", xor, "--data", wide).all())
        .startsWith("exit 1")
        .contains("rows of 3 features; net Xor takes 2 (x[2])");
    Path iris = Files.writeString(folder.resolve("iris.nn"), Specs.IRIS);
    Path labels = Files.writeString(folder.resolve("l.csv"), "1,2,3,4,0\n1,2,3,4,3\n");
    assertThat(Ran.layerc("train", iris, "--data", labels).all())
        .startsWith("exit 1")
        .contains("l.csv: row 2: label 3 is out of range: 'species' of net Iris is int<3>, 0..2");
    Path words = Files.writeString(folder.resolve("w.csv"), "a,b,y\n1,x,1\n");
    assertThat(Ran.layerc("train", xor, "--data", words).all())
        .startsWith("exit 1")
        .contains("line 2, column 'b': 'x' is not a number");
  }

  @Test
  void aFolderWithoutIdxFilesIsTold() {
    assertThat(Ran.layerc("train", xor, "--data", folder).all())
        .startsWith("exit 3")
        .contains(folder + ": no IDX files here");
    assertThat(Ran.layerc("train", xor, "--data", folder.resolve("no")).all())
        .startsWith("exit 3")
        .contains("no such file or directory");
  }

  @Test
  void weightsThatCannotBeReadOrWrittenAreTold() throws IOException {
    Path cut = folder.resolve("cut.safetensors");
    Ran.layerc("train", xor, "--data", table, "--split", 0, "--epochs", 1, "-o", cut);
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 5));
    Path out = Files.writeString(folder.resolve("out.safetensors"), "kept");
    assertThat(Ran.layerc("train", xor, "--data", table, "--init", cut, "-o", out).all())
        .startsWith("exit 3")
        .contains("cut.safetensors: truncated");
    assertThat(out).hasContent("kept");
    assertThat(Ran.layerc("train", xor, "--data", table, "-o", folder.resolve("no/w")).all())
        .startsWith("exit 3")
        .contains("cannot be written: no directory");
    assertThat(Ran.layerc("train", xor, "--data", table, "-o", folder).all())
        .startsWith("exit 3")
        .contains("is a directory");
  }

  @Test
  void aNetWithoutTrainCannotLearn() throws IOException {
    Path circuit = Files.writeString(folder.resolve("c.nn"), Specs.CIRCUIT);
    assertThat(Ran.layerc("train", circuit, "--data", table).all())
        .startsWith("exit 1")
        .contains("has no 'train' line");
  }

  @Test
  void aLossThatBecomesNaNStopsTheTraining() throws IOException {
    String spec = Specs.XOR.replace("lr = 0.5", "lr = 1e30").replace("bce(z, y)", "mse(z, y)");
    Path wild = Files.writeString(folder.resolve("wild.nn"), spec);
    Path huge = Files.writeString(folder.resolve("huge.csv"), "1e30,1e30,1\n1e30,-1e30,0\n");
    assertThat(Ran.layerc("train", wild, "--data", huge, "--split", 0, "--epochs", 50).all())
        .startsWith("exit 1")
        .contains("the loss became");
  }

  @Test
  void learnsDigitsAsWellAsOthersDo() throws IOException {
    Path mnist = DATA.resolve("mnist");
    assumeTrue(Files.isDirectory(mnist), "no MNIST files in " + mnist + " (-Dlayerc.data=…)");
    Path digits = Files.writeString(folder.resolve("digits.nn"), Specs.DIGITS);
    Ran ran = Ran.layerc("train", digits, "--data", mnist, "--epochs", 5);
    assertThat(ran.all()).startsWith("exit 0").contains("9000 rows to train on, 1000 to test with");
    Matcher accuracy = Pattern.compile("\naccuracy ([0-9.]+) %").matcher(ran.out());
    assertThat(accuracy.find()).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThanOrEqualTo(91.5);
  }

  private static double lastLoss(String out) {
    Matcher loss = Pattern.compile("loss ([0-9.e+-]+)").matcher(out);
    double last = Double.NaN;
    while (loss.find()) {
      last = Double.parseDouble(loss.group(1));
    }
    return last;
  }

  private static List<String> losses(String out) {
    return Pattern.compile("loss [0-9.e+-]+")
        .matcher(out)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}

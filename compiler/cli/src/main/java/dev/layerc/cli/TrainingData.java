package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.CsvDataset;
import dev.layerc.runtime.CsvTable;
import dev.layerc.runtime.DataFormatException;
import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.IdxFolder;
import dev.layerc.runtime.IdxReader;
import dev.layerc.runtime.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Finds out what kind of data a path holds, and reads it as the network wants it. */
final class TrainingData {
  private final Program program;
  private final double testShare;
  private final long seed;
  private final Optional<String> label;

  /**
   * @param testShare what part of the data is kept for testing, if it has no such part of its own
   * @param seed decides which rows of a table these are
   * @param label the column of a table that is the label
   */
  TrainingData(Program program, double testShare, long seed, Optional<String> label) {
    this.program = program;
    this.testShare = testShare;
    this.seed = seed;
    this.label = label;
  }

  /** Rows to train on and rows to test with. */
  Split readSplit(Path path) throws IOException {
    requireThere(path);
    if (Files.isDirectory(path)) {
      return checked(IdxFolder.read(path, testShare));
    }
    if (isTable(path)) {
      // Tables are often sorted by their label: the last rows alone would be a poor test.
      return checked(readTable(path).shuffled(new Random(seed)).split(testShare));
    }
    return checked(readImages(path).split(testShare));
  }

  /** All rows, to test with; of a folder with both pairs, those of the test. */
  Dataset readTest(Path path) throws IOException {
    requireThere(path);
    if (Files.isDirectory(path)) {
      Split split = IdxFolder.read(path, 0);
      return checked(split.test().size() > 0 ? split.test() : split.train());
    }
    return checked(isTable(path) ? readTable(path) : readImages(path));
  }

  private static void requireThere(Path path) throws NoSuchFileException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
  }

  private static boolean isTable(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt");
  }

  private static Dataset readImages(Path images) throws IOException {
    Path labels =
        IdxFolder.labelsOf(images)
            .orElseThrow(
                () ->
                    new DataFormatException(
                        images,
                        "give a folder of IDX files, a CSV file (.csv), or an IDX file of images"
                            + " (…images-idx3-ubyte) whose labels (…labels-idx1-ubyte) stand beside"));
    return IdxReader.readPair(images, labels);
  }

  private Dataset readTable(Path path) throws IOException {
    CsvTable table = CsvTable.read(path);
    Tensor target = onlyTarget();
    OptionalInt named = column(table, target);
    if (target.isReal()) {
      int first = named.orElse(table.width() - target.size());
      return CsvDataset.withTargets(table, first, target.size()).data();
    }
    int column = named.isPresent() ? named.getAsInt() : CsvDataset.labelColumn(table);
    return CsvDataset.labelled(table, column).data();
  }

  /** The column that the user named, or that is called as the net calls its target. */
  private OptionalInt column(CsvTable table, Tensor target) {
    if (label.isEmpty()) {
      return table.column(target.name());
    }
    OptionalInt column = table.column(label.get());
    if (column.isEmpty()) {
      throw CommandFailure.wrongInput(
          table.file() + ": no column '" + label.get() + "'; it has " + table.header());
    }
    return column;
  }

  private Tensor onlyTarget() {
    if (program.targets().size() != 1) {
      throw CommandFailure.wrongInput(
          "net "
              + program.name()
              + " has "
              + program.targets().size()
              + " targets; layerc train takes nets with one");
    }
    return program.targets().get(0);
  }

  private Split checked(Split split) {
    checked(split.train());
    if (split.train().size() == 0) {
      throw CommandFailure.wrongInput(split.train().source() + ": no rows left to train on");
    }
    return new Split(split.train(), checked(split.test()));
  }

  private Dataset checked(Dataset data) {
    new DataFit(program, onlyTarget()).require(data);
    return data;
  }
}

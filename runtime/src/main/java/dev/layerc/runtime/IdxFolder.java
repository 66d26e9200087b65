package dev.layerc.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the MNIST digits' usual file names, with or without {@code .gz}. Both pairs there:
 * {@code train-…} trains and {@code t10k-…} tests. One pair alone is split: its first nine tenths
 * train, the rest tests.
 */
public final class IdxFolder {
  /** What part of a lone pair is kept for testing. */
  public static final double TEST_SHARE = 0.1;

  private static final String IMAGES = "images";
  private static final String LABELS = "labels";

  private IdxFolder() {}

  /** Reads the folder; where only one pair is there, {@code testShare} of it tests. */
  public static Split read(Path folder, double testShare) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Optional<Dataset> train = readPair(folder, "train");
    Optional<Dataset> test = readPair(folder, "t10k");
    if (train.isPresent() && test.isPresent()) {
      return new Split(train.get(), test.get());
    }
    return train
        .or(() -> test)
        .map(lone -> lone.split(testShare))
        .orElseThrow(() -> nothingThere(folder));
  }

  private static DataFormatException nothingThere(Path folder) {
    return new DataFormatException(
        folder,
        "no IDX files here; looked for train-images-idx3-ubyte and train-labels-idx1-ubyte,"
            + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each with or without .gz");
  }

  private static Optional<Dataset> readPair(Path folder, String part) throws IOException {
    Optional<Path> images = find(folder, part + "-" + IMAGES, "idx3-ubyte");
    Optional<Path> labels = find(folder, part + "-" + LABELS, "idx1-ubyte");
    if (images.isPresent() && labels.isEmpty()) {
      throw new DataFormatException(images.get(), "its labels (" + part + "-labels-…) are missing");
    }
    if (images.isEmpty() || labels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(IdxReader.readPair(images.get(), labels.get()));
  }

  /** The file of labels that belongs to a file of images, by its name. */
  public static Optional<Path> labelsOf(Path images) {
    String name = String.valueOf(images.getFileName());
    String partner = name.replace(IMAGES, LABELS).replace("idx3", "idx1");
    Path labels = images.resolveSibling(partner);
    return !partner.equals(name) && Files.exists(labels) ? Optional.of(labels) : Optional.empty();
  }

  private static Optional<Path> find(Path folder, String name, String kind) {
    return List.of("-", ".").stream()
        .flatMap(mark -> List.of("", ".gz").stream().map(end -> name + mark + kind + end))
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst();
  }
}

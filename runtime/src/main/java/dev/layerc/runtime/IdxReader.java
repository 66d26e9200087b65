package dev.layerc.runtime;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the IDX format of the MNIST digits, as it is or compressed by gzip (told by the contents,
 * not by the name): two zero bytes, the type of the elements, the number of axes, the length of
 * each axis, the elements. Of the types, unsigned bytes are read.
 */
public final class IdxReader {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int GZIP_MAGIC = 0x1f8b;

  /** Deflate cannot shrink better than this, so a longer promise is a lie. */
  private static final long LARGEST_RATIO = 1032;

  private IdxReader() {}

  /** The images and the labels of a pair of files, as one dataset of reals 0..1. */
  public static Dataset readPair(Path images, Path labels) throws IOException {
    IdxArray pictures = read(images);
    IdxArray digits = read(labels);
    if (pictures.shape().size() < 2) {
      throw new DataValueException(images, "holds labels (one axis), not images");
    }
    if (digits.shape().size() != 1) {
      throw new DataValueException(labels, "holds " + axes(digits) + ", not labels (one axis)");
    }
    if (pictures.count() != digits.count()) {
      throw new DataValueException(
          images, pictures.count() + " images, but " + digits.count() + " labels in " + labels);
    }
    if (pictures.count() == 0) {
      throw new DataValueException(images, "holds no images");
    }
    return Dataset.labelled(
        labels.toString(), pictures.toUnitInterval(), pictures.itemSize(), digits.toInts(), 1);
  }

  /** Reads one file. Nothing is allocated that the file's length does not account for. */
  public static IdxArray read(Path file) throws IOException {
    long length = Files.size(file);
    boolean zipped = startsWithGzipMagic(file);
    try (DataInputStream in = new DataInputStream(open(file, zipped))) {
      List<Integer> shape = readShape(in, file);
      long promised = sizeOf(shape, file);
      long possible = zipped ? length * LARGEST_RATIO : length - 4 - 4L * shape.size();
      if (promised > Math.min(possible, Integer.MAX_VALUE - 8)) {
        throw new DataFormatException(
            file, "truncated, or not an IDX file: it promises " + promised + " bytes " + shape);
      }
      return new IdxArray(shape, readBytes(in, (int) promised, file));
    } catch (EOFException e) {
      throw new DataFormatException(file, "truncated: it ends in the middle");
    } catch (ZipException e) {
      throw new DataFormatException(file, "damaged gzip data (" + e.getMessage() + ")");
    }
  }

  private static boolean startsWithGzipMagic(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (in.read() << 8 | in.read()) == GZIP_MAGIC;
    }
  }

  private static InputStream open(Path file, boolean zipped) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return zipped ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static List<Integer> readShape(DataInputStream in, Path file) throws IOException {
    int magic = in.readInt();
    if (magic >>> 16 != 0) {
      throw new DataFormatException(file, String.format("not an IDX file (magic 0x%08x)", magic));
    }
    int type = magic >>> 8 & 0xff;
    int rank = magic & 0xff;
    if (type != UNSIGNED_BYTE) {
      throw new DataFormatException(
          file, String.format("IDX elements of type 0x%02x; only unsigned bytes are read", type));
    }
    if (rank == 0) {
      throw new DataFormatException(file, "an IDX file without axes");
    }
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      shape.add(in.readInt());
    }
    return shape;
  }

  private static long sizeOf(List<Integer> shape, Path file) throws DataFormatException {
    long size = 1;
    for (int extent : shape) {
      if (extent < 0 || (extent > 0 && size > Integer.MAX_VALUE / extent)) {
        throw new DataFormatException(file, "promises an absurd size: " + shape);
      }
      size *= extent;
    }
    return size;
  }

  private static byte[] readBytes(InputStream in, int count, Path file) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new DataFormatException(
          file, "truncated: " + count + " bytes promised, " + bytes.length + " there");
    }
    if (in.read() >= 0) {
      throw new DataFormatException(file, "longer than the " + count + " bytes it promises");
    }
    return bytes;
  }

  private static String axes(IdxArray array) {
    return array.shape().size() + " axes";
  }
}

package dev.layerc.runtime;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A table of comma-separated values, as text; {@link CsvDataset} makes numbers of it. The first row
 * is a header if none of its fields is a number.
 */
public final class CsvTable {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path file;
  private final List<String> header;
  private final List<List<String>> rows;
  private final List<Long> lines;

  private CsvTable(Path file, List<String> header, List<List<String>> rows, List<Long> lines) {
    this.file = file;
    this.header = header;
    this.rows = rows;
    this.lines = lines;
  }

  /** Reads the whole file; every row must have as many fields as the first. */
  public static CsvTable read(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> csv = open(file)) {
      for (CsvRecord row : csv) {
        rows.add(row.getFields().stream().map(String::strip).toList());
        lines.add(row.getStartingLineNumber());
        requireWidth(file, rows, row.getStartingLineNumber());
      }
    } catch (CsvParseException e) {
      throw new DataFormatException(file, "not a CSV file: " + e.getMessage());
    } catch (MalformedInputException e) {
      throw new DataFormatException(file, "not UTF-8 text");
    }
    return withHeader(file, rows, lines);
  }

  private static CsvReader<CsvRecord> open(Path file) throws IOException {
    String text = Files.readString(file);
    return CsvReader.builder()
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // Told by requireWidth, with the line.
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  private static void requireWidth(Path file, List<List<String>> rows, long line)
      throws DataFormatException {
    int width = rows.get(0).size();
    int fields = rows.get(rows.size() - 1).size();
    if (fields != width) {
      throw new DataValueException(
          file, "line " + line + " has " + fields + " fields, the first row has " + width);
    }
  }

  private static CsvTable withHeader(Path file, List<List<String>> rows, List<Long> lines)
      throws DataFormatException {
    boolean named = !rows.isEmpty() && rows.get(0).stream().noneMatch(CsvTable::isNumber);
    int first = named ? 1 : 0;
    if (rows.size() <= first) {
      throw new DataFormatException(file, "holds no rows of numbers");
    }
    List<String> header = named ? rows.get(0) : List.of();
    List<List<String>> body = rows.subList(first, rows.size());
    return new CsvTable(file, header, body, lines.subList(first, lines.size()));
  }

  public Path file() {
    return file;
  }

  public int width() {
    return rows.get(0).size();
  }

  public int size() {
    return rows.size();
  }

  public String field(int row, int column) {
    return rows.get(row).get(column);
  }

  /** {@code line 7, column 'species'}: how a reader finds a field. */
  public String place(int row, int column) {
    String name = header.isEmpty() ? String.valueOf(column + 1) : "'" + header.get(column) + "'";
    return "line " + lines.get(row) + ", column " + name;
  }

  /** The column that the header calls {@code name}. */
  public OptionalInt column(String name) {
    int at = header.indexOf(name);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }

  public List<String> header() {
    return header;
  }

  /** The columns whose first row is not a number. */
  public List<Integer> wordColumns() {
    return IntStream.range(0, width()).filter(c -> !isNumber(field(0, c))).boxed().toList();
  }

  /** The number in a field; a message that tells where it stands, if it is none. */
  public float number(int row, int column) throws DataFormatException {
    Optional<Float> number = parse(field(row, column));
    if (number.isEmpty()) {
      throw new DataValueException(
          file, place(row, column) + ": '" + field(row, column) + "' is not a number");
    }
    return number.get();
  }

  static boolean isNumber(String text) {
    return parse(text).isPresent();
  }

  private static Optional<Float> parse(String text) {
    try {
      float number = Float.parseFloat(text);
      return Float.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

package dev.layerc.runtime;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes a dataset of a table: all columns but those of the label or the targets are features, in
 * their order.
 */
public final class CsvDataset {
  private final Dataset data;
  private final List<String> classes;

  private CsvDataset(Dataset data, List<String> classes) {
    this.data = data;
    this.classes = classes;
  }

  public Dataset data() {
    return data;
  }

  /** The words of the label column, sorted: label 0 is the first. Empty for numeric labels. */
  public List<String> classes() {
    return classes;
  }

  /**
   * The label column by itself: the only column of words, else the last one.
   *
   * @throws DataValueException if more than one column holds words
   */
  public static int labelColumn(CsvTable table) throws DataValueException {
    List<Integer> words = table.wordColumns();
    if (words.size() > 1) {
      throw new DataValueException(
          table.file(),
          "columns "
              + words.stream().map(c -> c + 1).toList()
              + " hold words; name the one that is the label");
    }
    return words.isEmpty() ? table.width() - 1 : words.get(0);
  }

  /** Column {@code label} is the class; words are numbered in their sorted order. */
  public static CsvDataset labelled(CsvTable table, int label) throws IOException {
    List<String> classes = classesOf(table, label);
    int[] labels = new int[table.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] =
          classes.isEmpty() ? whole(table, row, label) : classes.indexOf(table.field(row, label));
    }
    List<Integer> columns = others(table, label, label + 1);
    float[] features = numbers(table, columns);
    String source = table.file().toString();
    return new CsvDataset(Dataset.labelled(source, features, columns.size(), labels, 1), classes);
  }

  /** The last {@code count} columns are real targets. */
  public static CsvDataset withTargets(CsvTable table, int count) throws IOException {
    return withTargets(table, table.width() - count, count);
  }

  /** The {@code count} columns from {@code first} on are real targets. */
  public static CsvDataset withTargets(CsvTable table, int first, int count) throws IOException {
    List<Integer> columns = others(table, first, first + count);
    float[] features = numbers(table, columns);
    float[] targets = numbers(table, IntStream.range(first, first + count).boxed().toList());
    String source = table.file().toString();
    return new CsvDataset(
        Dataset.withTargets(source, features, columns.size(), targets, count), List.of());
  }

  private static List<String> classesOf(CsvTable table, int label) {
    TreeSet<String> words = new TreeSet<>();
    boolean numeric = true;
    for (int row = 0; row < table.size(); row++) {
      words.add(table.field(row, label));
      numeric &= CsvTable.isNumber(table.field(row, label));
    }
    return numeric ? List.of() : List.copyOf(words);
  }

  private static int whole(CsvTable table, int row, int column) throws DataFormatException {
    float number = table.number(row, column);
    if (number != (int) number) {
      throw new DataValueException(
          table.file(),
          table.place(row, column) + ": label " + table.field(row, column) + " is not whole");
    }
    return (int) number;
  }

  private static List<Integer> others(CsvTable table, int from, int to) throws IOException {
    List<Integer> columns =
        IntStream.range(0, table.width()).filter(c -> c < from || c >= to).boxed().toList();
    if (columns.isEmpty() || from < 0 || to > table.width()) {
      throw new DataValueException(table.file(), "has too few columns: " + table.width());
    }
    return columns;
  }

  private static float[] numbers(CsvTable table, List<Integer> columns) throws IOException {
    float[] numbers = new float[Math.multiplyExact(table.size(), columns.size())];
    int at = 0;
    for (int row = 0; row < table.size(); row++) {
      for (int column : columns) {
        numbers[at++] = table.number(row, column);
      }
    }
    return numbers;
  }
}

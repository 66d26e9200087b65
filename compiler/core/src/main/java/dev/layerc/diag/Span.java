package dev.layerc.diag;

/**
 * A piece of a source file: the characters from {@code start} up to, not including, {@code end}.
 * Two spans are equal where they name the same piece of the same file.
 */
public record Span(SourceFile source, int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The smallest span that holds this one and {@code last}. */
  public Span to(Span last) {
    return new Span(source, Math.min(start, last.start), Math.max(end, last.end));
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  /** {@code mnist.nn:7:3}. */
  public String place() {
    return source.name() + ":" + line() + ":" + column();
  }

  /** {@code mnist.nn:7}: without folders, so that what is compiled does not depend on them. */
  public String fileAndLine() {
    String name = source.name().replace('\\', '/');
    return name.substring(name.lastIndexOf('/') + 1) + ":" + line();
  }

  public String text() {
    return source.text().substring(start, Math.min(end, source.text().length()));
  }

  @Override
  public String toString() {
    return place();
  }
}

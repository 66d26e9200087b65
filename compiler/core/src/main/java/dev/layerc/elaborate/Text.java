package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import dev.layerc.spec.TensorDeclaration;
import java.util.List;
import java.util.stream.Collectors;

/** Pieces of messages. */
final class Text {
  private Text() {}

  /** {@code [16,32,32]}; of a scalar, {@code a scalar}. */
  static String shape(List<Integer> shape) {
    return shape.isEmpty()
        ? "a scalar"
        : shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  /** {@code [i,j]}. */
  static String indices(int rank) {
    return ElementIndices.of(java.util.Collections.nCopies(rank, 1)).stream()
        .map(index -> index.name())
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** {@code x[C,H,W]}, {@code int<words> x[...]}: a declaration as written, in one form. */
  static String declaration(TensorDeclaration tensor) {
    String type = tensor.type().map(t -> oneLine(t.span()) + " ").orElse("");
    String axes =
        tensor.axes().stream().map(a -> oneLine(a.span())).collect(Collectors.joining(","));
    return type + tensor.name() + (axes.isEmpty() ? "" : "[" + axes + "]");
  }

  /** The text of a span on one line. */
  static String oneLine(Span span) {
    return span.text().strip().replaceAll("\\s+", " ");
  }

  /** {@code 5:9}, or with the file's name if it is another file than that of {@code from}. */
  static String place(Span span, Span from) {
    return span.source().name().equals(from.source().name())
        ? span.line() + ":" + span.column()
        : span.place();
  }

  /** {@code line 2}, or {@code blocks.nn:2} in another file than that of {@code from}. */
  static String line(Span span, Span from) {
    return span.source().name().equals(from.source().name())
        ? "line " + span.line()
        : span.fileAndLine();
  }

  /** {@code eps and momentum}, {@code a, b and c}. */
  static String list(List<String> names) {
    return String.join(", ", names);
  }
}

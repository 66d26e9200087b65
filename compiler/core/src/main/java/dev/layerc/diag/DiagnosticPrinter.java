package dev.layerc.diag;

import java.util.List;

/**
 * Shows a diagnostic as compilers do: place and message, the source line, carets under the place,
 * the hint, and the related places.
 *
 * <pre>
 * a.nn:3:13: error: '-&gt;' after '+': the pipeline needs round brackets.
 *   y = x + x -&gt; dense(8)
 *             ^^
 * hint: x + (x -&gt; dense(8))
 * </pre>
 */
public final class DiagnosticPrinter {
  /** Longer source lines are shown around the place only. */
  private static final int WIDEST = 160;

  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String GREEN = "\u001b[32m";
  private static final String RESET = "\u001b[0m";

  private final boolean colours;

  public DiagnosticPrinter(boolean colours) {
    this.colours = colours;
  }

  /** All of them, one after the other. */
  public String print(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    diagnostics.forEach(d -> out.append(print(d)));
    return out.toString();
  }

  /** One diagnostic; ends with a line feed. */
  public String print(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    String severityColour = diagnostic.isError() ? RED : YELLOW;
    out.append(paint(BOLD, diagnostic.span().place() + ":"))
        .append(' ')
        .append(paint(severityColour, diagnostic.severity().label() + ":"))
        .append(' ')
        .append(paint(BOLD, diagnostic.text()))
        .append('\n');
    appendSource(out, diagnostic.span());
    diagnostic.hint().ifPresent(h -> out.append("hint: ").append(h).append('\n'));
    for (Diagnostic.Related related : diagnostic.related()) {
      out.append(related.span().place()).append(": ").append(related.note()).append('\n');
      appendSource(out, related.span());
    }
    return out.toString();
  }

  private void appendSource(StringBuilder out, Span span) {
    int line = span.line();
    String text = span.source().lineText(line);
    int from = Math.min(span.start() - lineStart(span), text.length());
    int to = Math.min(from + span.end() - span.start(), text.length());
    int cutLeft = boundary(text, from > WIDEST / 2 && text.length() > WIDEST ? from - 60 : 0);
    int cutRight = boundary(text, Math.min(text.length(), cutLeft + WIDEST));
    out.append(visible(text.substring(cutLeft, cutRight))).append('\n');
    out.append(padding(text.substring(cutLeft, from)))
        .append(paint(GREEN, carets(text.substring(from, Math.max(from, Math.min(to, cutRight))))))
        .append('\n');
  }

  private static int lineStart(Span span) {
    String all = span.source().text();
    int start = Math.min(span.start(), all.length());
    return all.lastIndexOf('\n', start - 1) + 1;
  }

  /** Never cuts a surrogate pair in two. */
  private static int boundary(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  /** Control characters of a hostile or binary file must not reach the terminal. */
  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.appendCodePoint(c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c));
    return out.toString();
  }

  /** Tabs stay tabs, so that the caret stands right whatever the terminal's tab width. */
  private static String padding(String before) {
    StringBuilder out = new StringBuilder();
    before.codePoints().forEach(c -> out.append(c == '\t' ? '\t' : ' '));
    return out.toString();
  }

  private static String carets(String under) {
    return "^".repeat(Math.max(1, under.codePointCount(0, under.length())));
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + RESET : text;
  }
}

package dev.layerc;

import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.Prelude;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.SpecPrinter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The prelude as the tables of the language reference: a section a table, a declaration a row. */
final class PreludeTable {
  private static final String SECTION = "// ---- ";

  private final StringBuilder out = new StringBuilder();
  private int line = 1;

  private PreludeTable() {}

  static String text() {
    PreludeTable table = new PreludeTable();
    Prelude.spec().declarations().forEach(table::append);
    return table.out.toString();
  }

  private void append(Declaration declaration) {
    SourceFile source = declaration.span().source();
    for (; line <= declaration.span().line(); line++) {
      String text = source.lineText(line);
      if (text.startsWith(SECTION)) {
        String title = text.substring(SECTION.length());
        out.append("\n**")
            .append(title)
            .append("**\n\n| write | meaning | note |\n|---|---|---|\n");
      }
    }
    String[] sides = sides(declaration);
    row("`" + sides[0] + "`", "`" + sides[1] + "`", note(declaration));
  }

  private void row(String write, String meaning, String note) {
    out.append("| ").append(escaped(write)).append(" | ").append(escaped(meaning));
    out.append(" | ").append(escaped(note)).append(" |\n");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  /** What is written to use it, and what comes of it. */
  private static String[] sides(Declaration declaration) {
    String head = SpecPrinter.print(declaration).lines().findFirst().orElseThrow();
    String text = head.substring(head.indexOf(' ') + 1).replaceAll(" \\{$", "");
    String between = declaration instanceof Declaration.Function ? ") = " : " : ";
    int cut = text.indexOf(between);
    int kept = between.equals(" : ") ? 0 : 1;
    return new String[] {text.substring(0, cut + kept), text.substring(cut + between.length())};
  }

  /** The comment above a declaration, and the one behind it. */
  private static String note(Declaration declaration) {
    SourceFile source = declaration.span().source();
    List<String> lines = new ArrayList<>();
    for (int above = declaration.span().line() - 1; isNote(source, above); above--) {
      lines.add(source.lineText(above).substring(2).strip());
    }
    Collections.reverse(lines);
    String last = source.lineText(source.line(declaration.span().end() - 1));
    int behind = last.indexOf("//");
    if (behind > 0) {
      lines.add(last.substring(behind + 2).strip());
    }
    return String.join(" ", lines);
  }

  private static boolean isNote(SourceFile source, int line) {
    return line > 0
        && source.lineText(line).startsWith("//")
        && !source.lineText(line).startsWith(SECTION);
  }
}

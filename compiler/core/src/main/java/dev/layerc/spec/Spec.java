package dev.layerc.spec;

import dev.layerc.diag.SourceFile;
import java.util.List;

/** What is written in one {@code .nn} file: its declarations in the order of the text. */
public record Spec(SourceFile source, List<Declaration> declarations) {
  public Spec {
    declarations = List.copyOf(declarations);
  }
}

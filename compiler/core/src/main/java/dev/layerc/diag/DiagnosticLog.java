package dev.layerc.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what the phases have to tell, so that one run tells every mistake. The same text at the
 * same place is kept once. Diagnostics past {@link #LIMIT} are counted but not kept: whoever made a
 * hundred mistakes wants to see the first ones.
 */
public final class DiagnosticLog {
  public static final int LIMIT = 100;

  private record Key(Span span, String text) {}

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic d) -> d.span().source().name())
          .thenComparingInt(d -> d.span().start())
          .thenComparingInt(d -> d.span().end());

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<Key> seen = new HashSet<>();
  private int errors;
  private int dropped;

  /** Adds a message of the catalogue with its own hint, if it has one. */
  public void report(Message message, Span span, Object... arguments) {
    add(Diagnostic.of(message, span, arguments));
  }

  /** Adds a message with a hint computed at the place. */
  public void reportWithHint(Message message, Span span, String hint, Object... arguments) {
    add(Diagnostic.of(message, span, arguments).withHint(hint));
  }

  public void add(Diagnostic diagnostic) {
    if (!seen.add(new Key(diagnostic.span(), diagnostic.text()))) {
      return;
    }
    if (diagnostic.isError()) {
      errors++;
    }
    if (diagnostics.size() < LIMIT) {
      diagnostics.add(diagnostic);
    } else {
      dropped++;
    }
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  public int errorCount() {
    return errors;
  }

  /** How many were told past the limit and not kept. */
  public int dropped() {
    return dropped;
  }

  /** Whether more would only be counted, so that a search for further mistakes may stop. */
  public boolean isFull() {
    return diagnostics.size() >= LIMIT;
  }

  /** Everything kept, in the order of the text. */
  public List<Diagnostic> sorted() {
    return diagnostics.stream().sorted(BY_PLACE).toList();
  }

  /** The errors kept, in the order of the text. */
  public List<Diagnostic> errors() {
    return sorted().stream().filter(Diagnostic::isError).toList();
  }

  /** The warnings kept, in the order of the text. */
  public List<Diagnostic> warnings() {
    return sorted().stream().filter(d -> !d.isError()).toList();
  }

  /** Ends a phase: throws what was collected if any of it is an error. */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new SpecException(sorted());
    }
  }
}

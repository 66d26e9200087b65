package dev.layerc.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thing the user is told: a message of the catalogue, filled in, at a place. */
public record Diagnostic(
    Message message, Span span, String text, Optional<String> hint, List<Related> related) {

  /** Another place that belongs to the mistake, such as a definition, with what it is. */
  public record Related(Span span, String note) {}

  public Diagnostic {
    related = List.copyOf(related);
  }

  /** The message with its arguments, and the catalogue's hint if there is one. */
  public static Diagnostic of(Message message, Span span, Object... arguments) {
    return new Diagnostic(
        message, span, message.text(arguments), message.hint(arguments), List.of());
  }

  /** The same with a hint computed at the place of the mistake. */
  public Diagnostic withHint(String newHint) {
    return new Diagnostic(message, span, text, Optional.of(newHint), related);
  }

  /** The same with a computed hint, where one could be found. */
  public Diagnostic withHint(Optional<String> newHint) {
    return newHint.map(this::withHint).orElse(this);
  }

  /** The same with one more related place. */
  public Diagnostic withRelated(Span place, String note) {
    List<Related> all = new ArrayList<>(related);
    all.add(new Related(place, note));
    return new Diagnostic(message, span, text, hint, all);
  }

  public Severity severity() {
    return message.severity();
  }

  public boolean isError() {
    return severity() == Severity.ERROR;
  }

  /** {@code f.nn:3:3: error: 'loss' is a keyword and cannot name a value.}. */
  @Override
  public String toString() {
    return span.place() + ": " + severity().label() + ": " + text;
  }
}

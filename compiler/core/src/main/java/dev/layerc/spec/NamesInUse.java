package dev.layerc.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** The names that a file uses, so that a hint can propose one that is free. */
record NamesInUse(Set<String> names) {

  static NamesInUse of(List<Section> sections) {
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      collect(section.head(), names);
      section.statements().forEach(piece -> collect(piece, names));
    }
    return new NamesInUse(names);
  }

  private static void collect(Piece piece, Set<String> names) {
    piece.tokens().stream().filter(Words::isName).map(Token::getText).forEach(names::add);
  }

  /** {@code loss} → {@code l}, or {@code loss_value} where l is taken. */
  String insteadOf(String keyword) {
    String letter = keyword.substring(0, 1).toLowerCase(Locale.ROOT);
    return names.contains(letter) ? keyword + "_value" : letter;
  }
}

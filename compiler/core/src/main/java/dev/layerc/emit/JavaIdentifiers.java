package dev.layerc.emit;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Gives out identifiers, each once: keywords and names that are taken get an underscore. */
final class JavaIdentifiers {
  private final Set<String> taken;

  JavaIdentifiers(Collection<String> reserved) {
    taken = new HashSet<>(reserved);
  }

  /** An identifier as near to the name as can be, never given before. */
  String take(String name) {
    String identifier = legal(name);
    while (!taken.add(identifier)) {
      identifier += "_";
    }
    return identifier;
  }

  /** The same; a name that is taken gets {@code suffix} first. */
  String take(String name, String suffix) {
    return taken.contains(legal(name)) ? take(legal(name) + suffix) : take(name);
  }

  /** The name with what Java does not allow replaced. */
  static String legal(String name) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits =
          i == 0 ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
      letters.append(fits && c != '$' ? c : '_');
    }
    boolean keyword = !SourceVersion.isName(letters, SourceVersion.RELEASE_17);
    return keyword ? letters + "_" : letters.toString();
  }
}

package dev.layerc.schedule;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Gives out Java identifiers, each once: {@code dense1.W} becomes {@code dense1W}, {@code
 * res_block} becomes {@code resBlock}, a keyword or a name that is taken gets a number or an
 * underscore.
 */
final class JavaNames {
  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, String> wanted = new LinkedHashMap<>();

  /** The number that a name of this stem was given last; all below are taken. */
  private final Map<String, Integer> lastNumbers = new LinkedHashMap<>();

  JavaNames(String... reserved) {
    taken.addAll(List.of(reserved));
  }

  /** Keeps a name from being given out. */
  void reserve(String name) {
    taken.add(name);
  }

  /** An identifier like {@code wanted}, not given out before. */
  String fresh(String wanted) {
    String name = identifier(wanted);
    String stem = Character.isDigit(name.charAt(name.length() - 1)) ? name + "_" : name;
    while (!taken.add(name)) {
      name = stem + lastNumbers.merge(stem, 2, (last, first) -> last + 1);
    }
    this.wanted.put(name, identifier(wanted));
    return name;
  }

  /** The same for an identifier that need not change unless it has been given out. */
  String freshIdentifier(String wanted) {
    return taken.add(wanted) ? wanted : fresh(wanted);
  }

  /** The identifier that would have been given out in place of {@code name}, had it been free. */
  String wanted(String name) {
    return wanted.getOrDefault(name, name);
  }

  /** The camel-case identifier of a dotted name; the first letter keeps its case. */
  static String identifier(String dotted) {
    StringBuilder camel = new StringBuilder();
    boolean raise = false;
    for (int i = 0; i < dotted.length(); i++) {
      char c = dotted.charAt(i);
      if (!Character.isJavaIdentifierPart(c) || c == '_' || c == '$') {
        raise = camel.length() > 0;
      } else {
        camel.append(raise ? Character.toUpperCase(c) : c);
        raise = false;
      }
    }
    if (camel.length() == 0 || !Character.isJavaIdentifierStart(camel.charAt(0))) {
      camel.insert(0, 'v');
    }
    return SourceVersion.isKeyword(camel) ? camel + "_" : camel.toString();
  }
}

package dev.layerc.emit;

import dev.layerc.equation.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class of {@code dev.layerc.emit.template} as text, to be copied into a user's package. The
 * class and its neighbours get the network's name in front, {@code float} becomes {@code double} in
 * a network of doubles, and of the sections
 *
 * <pre>{@code
 * // <function tanh needs="exp log">
 * ...
 * // </function>
 * }</pre>
 *
 * only those that are used stay.
 */
final class Template {
  private static final Pattern SECTION =
      Pattern.compile(
          "(?m)^ *// <function (\\w+)(?: needs=\"?([\\w, ]*)\"?)?>\\n(.*?)^ *// </function>\\n\\n?",
          Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern PACKAGE = Pattern.compile("package [\\w.]+;\\n+");
  private static final Pattern HEAD =
      Pattern.compile("(?m)^( *)(?:public )?((?:static )?final class \\w+)");
  private static final Map<String, String> DOUBLED =
      Map.of("float", "double", "Float", "Double", "putFloat", "putDouble");
  private static final Map<String, Template> READ = new ConcurrentHashMap<>();
  private static final List<String> NEIGHBOURS =
      List.of(
          "Arguments",
          "DrawnValues",
          "Noise",
          "Power",
          "Tensor",
          "TensorTable",
          "Weights",
          "WeightsHeader");

  private final String name;
  private final String text;

  private Template(String name, String text) {
    this.name = name;
    this.text = text;
  }

  static Template of(String name) {
    return READ.computeIfAbsent(name, Template::read);
  }

  private static Template read(String name) {
    String resource = "template/" + name + ".java";
    try (InputStream in = Template.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the compiler's jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Template(name, text.replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True where the compiler's jar has this template. */
  static boolean exists(String name) {
    return Template.class.getResource("template/" + name + ".java") != null;
  }

  /** The template with another Javadoc on its class. */
  Template describedAs(String javadoc) {
    String comment = "/** " + javadoc + " */\nfinal class";
    String quoted = Matcher.quoteReplacement(comment);
    return new Template(
        name, text.replaceFirst("(?s)/\\*\\*(?:(?!\\*/).)*?\\*/\\nfinal class", quoted));
  }

  /** The template with another text in the place of one that it has. */
  Template replacing(String part, String other) {
    return new Template(name, text.replace(part, other));
  }

  /** Leaves of the sections those that are wanted, and what they need in turn. */
  Template keeping(Set<String> wanted) {
    Map<String, String> needs = new LinkedHashMap<>();
    SECTION
        .matcher(text)
        .results()
        .forEach(r -> needs.put(r.group(1), r.group(2) == null ? "" : r.group(2)));
    Set<String> kept = new TreeSet<>();
    wanted.forEach(function -> addWithNeeds(function, needs, kept));
    String rest =
        SECTION
            .matcher(text)
            .replaceAll(
                r -> kept.contains(r.group(1)) ? Matcher.quoteReplacement(r.group(3) + "\n") : "");
    return new Template(
        name, rest.replaceAll("\\n{3,}", "\n\n").replaceAll("\\n\\n}\\n$", "\n}\n"));
  }

  private static void addWithNeeds(String function, Map<String, String> needs, Set<String> kept) {
    if (!needs.containsKey(function)) {
      throw new IllegalStateException("no section is named " + function);
    }
    if (kept.add(function)) {
      WORD.matcher(needs.get(function))
          .results()
          .forEach(need -> addWithNeeds(need.group(), needs, kept));
    }
  }

  /** The text as the network's own class. */
  GeneratedFile emit(NetNames names, String simpleName) {
    String body = PACKAGE.matcher(text).replaceFirst("");
    if (names.precision() == Precision.DOUBLE) {
      body = body.replace("(float) ", "");
    }
    Map<String, String> words = words(names, simpleName);
    body = WORD.matcher(body).replaceAll(word -> words.getOrDefault(word.group(), word.group()));
    body = HEAD.matcher(body).replaceAll("$1@" + names.marker() + "\n$1$2");
    return names.file(simpleName, Ascii.typed(body));
  }

  /** What stands in the place of the template's words. */
  private Map<String, String> words(NetNames names, String simpleName) {
    Map<String, String> words = new LinkedHashMap<>();
    if (names.precision() == Precision.DOUBLE) {
      words.putAll(DOUBLED);
    }
    NEIGHBOURS.forEach(neighbour -> words.put(neighbour, names.net() + neighbour));
    words.put(name, simpleName);
    return words;
  }
}

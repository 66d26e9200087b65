package dev.layerc.diag;

import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue of all messages of the compiler. A template is a {@link java.util.Formatter}
 * format; the hint template, where there is one, is filled with the same arguments. A hint that
 * only the place of the mistake can know is given with {@link Diagnostic#withHint}.
 */
public enum Message {
  // Characters and numbers.
  UNKNOWN_CHARACTERS("'%s' is not part of the language."),
  UNCLOSED_COMMENT("this comment is never closed.", "end it with */"),
  UNCLOSED_STRING("this string is never closed.", "end it with a \" on the same line"),
  HASH_COMMENT("'#' does not begin a comment.", "write //"),
  BAD_NUMBER("'%s' is not a number."),
  NUMBER_TOO_LARGE("%s is larger than a double can hold.", "write inf for infinity"),

  // Brackets and nesting.
  BRACKET_NEVER_CLOSED("'%s' is never closed."),
  BRACKET_NEVER_OPENED("'%s' closes nothing."),
  BRACKET_MISMATCH("'%s' cannot close the '%s' of column %d.", "write '%4$s'"),
  NESTED_TOO_DEEP("this is nested more than %d levels deep.", "give the inner parts names"),
  TOO_MANY_OPERATORS("this statement has more than %d operators.", "give parts of it names"),

  // Declarations and statements.
  NOT_A_STATEMENT("'%s' is not a statement."),
  NOT_A_DECLARATION("'%s' is not a declaration."),
  KEYWORD_AS_NAME("'%s' is a keyword and cannot name a value.", "call it %2$s"),
  STATEMENT_OUTSIDE("'%s' stands outside of a net, layer or optimizer."),
  DECLARATION_INSIDE("'%s' cannot stand inside another declaration."),
  MISSING_NAME("a name is missing after '%s'."),
  MISSING_BODY("'%s' has no body.", "write { ... } after it"),
  MISSING_SIGNATURE("'%s' does not say what goes in and what comes out."),
  MISSING_ARROW("'->' and what comes out are missing."),
  MISSING_EQUALS("'=' is missing after '%s'."),
  MISSING_VALUE("a value is missing after '%s'."),
  EQUALITY_FOR_ASSIGNMENT("'==' compares; a definition is written with '='."),
  COLON_EQUALS("':=' is not an operator.", "write ="),
  ASSIGNED_ONCE(
      "'%s=' is not an operator: a value is given once.", "give the new value a new name"),

  // Expressions.
  REDUCER_WITH_ROUND_BRACKETS("%s(%s): indices go in square brackets.", "write %1$s[%2$s]"),
  PIPELINE_NEEDS_BRACKETS("'->' after '%s': the pipeline needs round brackets."),
  NOTHING_ON_ITS_RIGHT("this '%s' has nothing on its right."),
  NOTHING_ON_ITS_LEFT("this '%s' has nothing on its left."),
  PYTHON_POWER("'**' is not an operator.", "write ^ for a power"),
  WORD_FOR_OPERATOR("'%s' is not an operator.", "write %2$s"),
  SINGLE_LOGICAL("'%s' is not an operator.", "write %1$s%1$s"),
  MEMBER_ACCESS("'.%s': values have no members."),
  CHAINED_COMPARISON("a comparison cannot be compared again.", "join two with &&"),
  MISSING_OPERATOR("'%s' follows '%s' without an operator between them."),
  EMPTY_BRACKETS("these brackets are empty."),
  MISSING_INDICES("'%s' does not say what it reduces.", "write %1$s[i] ..."),
  CONDITIONAL_WITHOUT_COLON("this '?' has no ':'.", "write condition ? value : otherwise"),
  ELSE_NOT_A_CONSTANT("after 'else' stands a number or inf, not '%s'."),
  UNEXPECTED("'%s' is not expected here."),
  ENDS_TOO_EARLY("this is not complete after '%s'."),
  FUNCTION_WITH_BLOCK("a function is one expression; it has no block.", "write fn %s(x) = ..."),
  NO_PARAMETERS("'%s' does not say what it is a function of."),
  PIPELINE_NOT_HERE("a pipeline cannot stand here.", "give it a line of its own: y = x -> ...");

  private final Severity severity;
  private final String template;
  private final String hintTemplate;

  Message(String template) {
    this(Severity.ERROR, template, null);
  }

  Message(String template, String hintTemplate) {
    this(Severity.ERROR, template, hintTemplate);
  }

  Message(Severity severity, String template, String hintTemplate) {
    this.severity = severity;
    this.template = template;
    this.hintTemplate = hintTemplate;
  }

  public Severity severity() {
    return severity;
  }

  /** The message with its arguments filled in. */
  public String text(Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }

  /** The catalogue's own hint, if it has one, with the same arguments filled in. */
  public Optional<String> hint(Object... arguments) {
    return Optional.ofNullable(hintTemplate).map(h -> String.format(Locale.ROOT, h, arguments));
  }
}

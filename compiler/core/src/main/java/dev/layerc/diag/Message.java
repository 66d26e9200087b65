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

  // Gradients.
  BATCH_REDUCTION_HAS_NO_GRADIENT(
      "%s over the batch has no gradient.", "use stop(...), or sum, mean or lse"),
  RECURRENT_LOSS_HAS_NO_GRADIENT(
      "the loss reads its own values; it has no gradient.", "give the loss an equation of its own"),
  NOTHING_TO_DIFFERENTIATE(
      "%s has neither a loss nor one scalar output; there is nothing to differentiate."),

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
  PIPELINE_NOT_HERE("a pipeline cannot stand here.", "give it a line of its own: y = x -> ..."),

  // Names and declarations.
  DECLARED_TWICE("'%s' is declared twice."),
  ASSIGNED_TWICE("%s has a value already (%s).", "give one of them another name"),
  UNKNOWN_NAME("unknown name '%s'."),
  UNKNOWN_LAYER("unknown layer '%s'."),
  UNKNOWN_FUNCTION("unknown function '%s'."),
  UNKNOWN_OPTIMIZER("unknown optimizer '%s'."),
  UNKNOWN_INITIALIZER("unknown initialiser '%s'."),
  BATCH_IS_RESERVED(
      "'batch' stands for the samples of a batch; equations describe one sample.",
      "leave the index out, or use another name"),
  USES_ITSELF("'%s' leads back to itself: layers and functions cannot be recursive."),
  DEPENDS_ON_ITSELF("%s depends on itself."),
  NOT_A_TENSOR("%s is %s and has no axes."),
  SHARED_IS_NOT_A_VALUE("%s is a shared layer, not a value.", "x -> %s"),
  BELONGS_IN_A_NET("'%s' belongs in a net."),
  NOT_IN_AN_OPTIMIZER("an optimizer has states, scalar definitions and next values only."),
  USED_FILE_UNREADABLE("\"%s\" cannot be used: %s."),
  USE_CYCLE("files use one another in a circle: %s."),

  // Uses of layers and functions.
  NO_HYPER_PARAMETER("%s has no hyper-parameter '%s'."),
  MISSING_HYPER_PARAMETER("%s needs a value for %s."),
  TOO_MANY_HYPER_PARAMETERS("%s takes %d number%s, and this is one more."),
  MISSING_INPUT("%s gets nothing for its input %s."),
  TOO_MANY_INPUTS("%s takes %d tensor%s, and this is one more."),
  ARGUMENT_TWICE("%s is given twice."),
  ARGUMENT_COUNT("%s takes %d argument%s, not %d."),
  FUNCTION_ARGUMENT_NAMED("arguments of the function %s have no names.", "give them in order"),
  SHARED_WITH_ARGUMENTS("%s has its hyper-parameters from where it is declared shared."),
  SHARED_SHAPES_DIFFER("the shared %s is %s, and would have to be %s here."),
  TOO_MANY_STAGES("this is more than the %d stages that a net may have."),
  SEVERAL_OUTPUTS("one value is needed here, not %d."),
  OUTPUT_UNDEFINED("the output %s never gets a value."),
  LAYER_INPUT("%s takes %s, but gets %s from %s."),
  LAYER_INPUTS("%s takes %s, but gets %s."),
  OUTPUT_IMPOSSIBLE("%s cannot make its output %s of %s: %s"),
  WRONG_CLASSES("%s is int<%d>, but %s scores %d classes."),

  // Numbers and sizes.
  NOT_A_CONSTANT("'%s' is not known when the net is compiled; a number is needed here."),
  INFINITE("'%s' is infinite."),
  DIVISION_BY_ZERO("this divides by 0."),
  SIZE_NOT_WHOLE("a size must be a whole number, not %s."),
  SIZE_NOT_POSITIVE("a size must be 1 or more, not %s."),
  SIZE_OF_TENSOR("size counts the elements of a tensor; '%s' is none."),
  TENSOR_TOO_LARGE("%s%s has more elements than a Java array."),
  ORTHOGONAL_NEEDS_A_MATRIX("orthogonal needs two axes or more, not %s."),
  PARAMETER_NOT_REAL("%s is learnt or updated: it cannot be whole."),
  OTHER_PRECISION("this is %s in a net of %s."),
  DOES_NOT_DIVIDE(Severity.WARNING, "%s does not divide; %d is taken.", "choose sizes that divide"),

  // Equations.
  INDEX_UNBOUND("index %s is neither on the left nor reduced."),
  INDEX_UNUSED("%s[%s] reduces %2$s, but nothing inside uses %2$s."),
  INDEX_HAS_NAME_OF("index %s has the same name as %s %1$s (%s).", "rename the index"),
  INDEX_BOUND_TWICE("index %s is in use already outside of this reducer."),
  INDEX_TWICE("index %s stands here twice."),
  INDEX_WITHOUT_SIZE("index %s has no size: it never stands alone on an axis."),
  INDEX_SIZES_DIFFER("index %s is %d on %s (axis %d) but %d on %s (axis %d)."),
  INDEX_NOT_WHOLE("%s: %s, an index must be whole."),
  INDEX_DIVISOR("in an index, '%s' needs a positive constant on its right."),
  INDEX_PRODUCT("%s: in an index, one factor must be constant."),
  BOUND_NOT_CONSTANT("the range of an index is constant; %s is an index."),
  LEFT_NOT_PLAIN("on the left stand plain indices, not '%s'.", "solve for the index on the right"),
  REMAINING_TWICE("'...' stands here twice."),
  REMAINING_UNKNOWN("nothing in this equation says which axes '...' stands for."),
  REMAINING_DIFFER("'...' is %s on %s but %s on %s."),
  RANDOM_INDEX("random takes plain indices.", "random[i, j], random[...]"),
  NEEDS_INDICES("%s is %s: indices say which element is meant."),
  WRONG_RANK("%s has %d indices, but %s is %s."),
  READ_OUTSIDE("%s reaches %d%s; %s has 0..%d.", "'else 0', or fewer outputs"),
  READ_NOT_PROVED(
      "%s may reach outside of axis %d (0..%d).", "'else 0', or a condition that keeps it inside"),
  SHAPES_DIFFER("cannot %s %s and %s."),
  CONDITION_AS_NUMBER("%s is true or false, not a number."),
  NUMBER_AS_CONDITION("%s is a number, not true or false."),
  BRANCHES_DIFFER("one branch is a number, the other true or false."),
  VALUE_NOT_WHOLE("%s is declared %s, but this is not whole."),
  NOT_THE_DECLARED_SHAPE("%s is declared %s, but its value is %s."),
  BATCH_UNDER_CONDITION("a reduction over the batch cannot stand under a condition."),
  RESHAPE_OF_ONE("reshape takes one tensor."),
  RESHAPE_TO_WHAT("nothing says which shape the result has."),
  RESHAPE_SIZES("cannot reshape %s (%d elements) to %s (%d)."),
  ROWS_UNREAD(
      Severity.WARNING,
      "the window leaves rows of %s unread: %s.",
      "choose size, stride and pad that come out even"),
  LAST_AXIS_ALONE(Severity.WARNING, "%s on %s acts on the last axis alone."),

  // Recurrences and states.
  BOTH_DIRECTIONS("%s reads both %s and %s: no order works."),
  RECURRENCE_NOT_CONSTANT(
      "%s reads %s at another place than a constant distance from %s: no order works."),
  RECURRENCE_LENGTHS("%s and what it reads run over different lengths: %s."),
  NEXT_OF_NO_STATE("%s is not a state that could have one next value."),
  STATE_PER_SAMPLE("the next %s depends on a single sample."),
  STATE_SHARED("a shared layer with the state %s can be used once only."),

  // Nets and training.
  NET_NAMED_AS_JAVA(
      "the classes of a net called %s could not use Java's own %1$s.", "call it %1$sNet"),
  NET_FILE_TAKEN(
      "net %s would have the file %s, which net %s has already.", "give one of them another name"),
  NET_WITHOUT_INPUT("net %s has no input."),
  NET_WITHOUT_OUTPUT("net %s has no output."),
  NOT_A_SCALAR("the %s is %s; it must be one number for each sample."),
  SECOND_LOSS("a net has one loss."),
  SECOND_TRAIN("a net has one train statement."),
  TRAIN_WITHOUT_LOSS("there is nothing to train on: no loss, and no single scalar output."),
  GRADIENT_OF_NO_INPUT("%s is not an input of real numbers."),
  UNKNOWN_TRAIN_OPTION("train has no option '%s'."),
  OPTIMIZER_ROLES("optimizer %s must name the parameter, its gradient and the step."),
  OPTIMIZER_MOVES_NOTHING("optimizer %s never gives the next %s."),
  CANNOT_LEARN("param %s cannot learn: the loss depends on it only through %s (%s)."),
  PARAMETER_UNUSED(Severity.WARNING, "param %s cannot learn: the loss does not depend on it."),

  // What class files and the JVM can hold.
  METHOD_TOO_LONG(
      Severity.WARNING,
      "the method %s takes up to %d bytes of bytecode; HotSpot compiles none over 8000.",
      "give parts of the equation names, or write less of it out"),
  TOO_MANY_TENSORS_READ(
      "the method %s reads and writes %d tensors at once; Java passes at most 255 arguments.",
      "combine them in groups"),
  NET_TOO_LARGE(
      "net %s takes some %d constants in one class; a class file holds 65535.",
      "make two nets of it, one with the outputs of the other as inputs");

  private final Severity severity;
  private final String template;
  private final String hintTemplate;

  Message(String template) {
    this(Severity.ERROR, template, null);
  }

  Message(String template, String hintTemplate) {
    this(Severity.ERROR, template, hintTemplate);
  }

  Message(Severity severity, String template) {
    this(severity, template, null);
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

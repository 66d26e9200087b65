package dev.layerc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.layerc.equation.Precision;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import java.util.List;

/**
 * Expressions as Java, with as few round brackets as its precedence needs; long ones may break
 * after an operator's left operand or a comma.
 */
final class ValueEmitter {
  private final FunctionNames functions;
  private final Precision precision;
  private final boolean fma;

  ValueEmitter(FunctionNames functions, Precision precision, boolean fma) {
    this.functions = functions;
    this.precision = precision;
    this.fma = fma;
  }

  CodeBlock emit(Value value) {
    return piece(value).code();
  }

  /** The value as an operand that binds at least as tightly as {@code level}. */
  CodeBlock operand(Value value, Precedence level) {
    return piece(value).within(level);
  }

  /** Values as the arguments of a call. */
  CodeBlock arguments(List<Value> values) {
    return CodeBlock.join(values.stream().map(this::emit).toList(), ",$W");
  }

  /** The name of a function that takes rows. */
  CodeBlock ofRows(Code function) {
    return functions.ofRows(function);
  }

  Piece piece(Value value) {
    if (value instanceof Value.Real real) {
      return literal(number(real.value()));
    }
    if (value instanceof Value.Whole whole) {
      return literal(Integer.toString(whole.value()));
    }
    if (value instanceof Value.Zeros) {
      return Piece.atom("$T.ZEROS", functions.workspace());
    }
    if (value instanceof Value.Local local) {
      return Piece.atom("$L", local(local.name()));
    }
    if (value instanceof Value.Element element) {
      return Piece.atom(
          "$L[$L]", operand(element.array(), Precedence.PRIMARY), emit(element.index()));
    }
    if (value instanceof Value.Choice choice) {
      return choice(choice);
    }
    if (value instanceof Value.Random random) {
      return Piece.atom(
          "$T.random($L,$W$L,$W$L)",
          functions.noise(),
          emit(random.seed()),
          random.site(),
          emit(random.position()));
    }
    if (value instanceof Value.Operation operation) {
      return operation(operation);
    }
    if (value instanceof Value.OfDigits digits) {
      return Piece.atom("$L[$L]", PlaceTables.nameOf(digits), emit(digits.number()));
    }
    if (value instanceof Value.Lanes lanes) {
      return Piece.atom(
          "$T.fromArray(SPECIES,$W$L,$W$L)", vector(), emit(lanes.array()), emit(lanes.index()));
    }
    if (value instanceof Value.SumOfLanes sum) {
      return Piece.atom("sumOfLanes($L,$W$L)", emit(sum.array()), emit(sum.index()));
    }
    if (value instanceof Value.Broadcast broadcast) {
      return Piece.atom("$T.broadcast(SPECIES,$W$L)", vector(), emit(broadcast.number()));
    }
    if (value instanceof Value.OfKnownClass known) {
      return Piece.atom("(($T) VECTOR.cast($L))", vector(), emit(known.lanes()));
    }
    if (value instanceof Value.LaneWise operation) {
      return laneWise(operation.code(), operation.operands());
    }
    if (value instanceof Value.Blend blend) {
      return lanes("blend", List.of(blend.lanes(), blend.others(), blend.mask()));
    }
    if (value instanceof Value.VectorsFit fit) {
      return Piece.atom("$T.fit($L)", functions.vectors(), emit(fit.length()));
    }
    throw new IllegalArgumentException(value + " stands only in a routine's calls");
  }

  private ClassName vector() {
    return JavaTypes.vector(precision);
  }

  private Piece laneWise(Code code, List<Value> of) {
    return switch (code) {
      case ADD -> lanes("add", of);
      case SUBTRACT -> lanes("sub", of);
      case MULTIPLY -> lanes("mul", of);
      case DIVIDE -> lanes("div", of);
      case NEGATE -> lanes("neg", of);
      case FMA -> lanes("fma", of);
      case MIN -> lanes("min", of);
      case MAX -> lanes("max", of);
      case ABS -> lanes("abs", of);
      case SQRT -> lanes("sqrt", of);
      case AND -> lanes("and", of);
      case OR -> lanes("or", of);
      case NOT -> lanes("not", of);
      case LESS -> compared("LT", of);
      case LESS_OR_EQUAL -> compared("LE", of);
      case GREATER -> compared("GT", of);
      case GREATER_OR_EQUAL -> compared("GE", of);
      case EQUAL -> compared("EQ", of);
      case NOT_EQUAL -> compared("NE", of);
      default -> throw new IllegalArgumentException("no vectors have " + code);
    };
  }

  /** A method of the first operand. */
  private Piece lanes(String method, List<Value> of) {
    return Piece.atom(
        "$L.$L($L)",
        operand(of.get(0), Precedence.PRIMARY),
        method,
        arguments(of.subList(1, of.size())));
  }

  private Piece compared(String how, List<Value> of) {
    return Piece.atom(
        "$L.compare($T.$L,$W$L)",
        operand(of.get(0), Precedence.PRIMARY),
        JavaTypes.VECTOR_OPERATORS,
        how,
        emit(of.get(1)));
  }

  /** A variable, or {@code <array>.length}. */
  private static String local(String name) {
    int dot = name.endsWith(".length") ? name.lastIndexOf('.') : name.length();
    return JavaIdentifiers.legal(name.substring(0, dot)) + name.substring(dot);
  }

  private String number(double value) {
    return precision == Precision.FLOAT
        ? Literals.ofFloat((float) value)
        : Literals.ofDouble(value);
  }

  private static Piece literal(String text) {
    CodeBlock code = CodeBlock.of("$L", text);
    return new Piece(code, text.startsWith("-") ? Precedence.UNARY : Precedence.PRIMARY);
  }

  private Piece choice(Value.Choice choice) {
    CodeBlock code =
        CodeBlock.of(
            "$L$W? $L$W: $L",
            operand(choice.condition(), Precedence.OR),
            operand(choice.whenTrue(), Precedence.CHOICE),
            operand(choice.whenFalse(), Precedence.CHOICE));
    return new Piece(code, Precedence.CHOICE);
  }

  private Piece operation(Value.Operation operation) {
    Code code = operation.code();
    List<Value> of = operation.operands();
    return switch (code) {
      case ADD -> binary(of, "+", Precedence.SUM, false);
      case INT_ADD -> sum(of);
      case SUBTRACT, INT_SUBTRACT -> binary(of, "-", Precedence.SUM, false);
      case MULTIPLY -> binary(of, "*", Precedence.PRODUCT, false);
      case INT_MULTIPLY -> binary(of, "*", Precedence.PRODUCT, true);
      case DIVIDE -> binary(of, "/", Precedence.PRODUCT, false);
      case LESS -> binary(of, "<", Precedence.COMPARISON, false);
      case LESS_OR_EQUAL -> binary(of, "<=", Precedence.COMPARISON, false);
      case GREATER -> binary(of, ">", Precedence.COMPARISON, false);
      case GREATER_OR_EQUAL -> binary(of, ">=", Precedence.COMPARISON, false);
      case EQUAL -> binary(of, "==", Precedence.EQUALITY, false);
      case NOT_EQUAL -> binary(of, "!=", Precedence.EQUALITY, false);
      case AND -> binary(of, "&&", Precedence.AND, true);
      case OR -> binary(of, "||", Precedence.OR, true);
      case NEGATE, INT_NEGATE -> negation(of.get(0));
      case NOT -> unary("!", of.get(0));
      case TO_REAL -> unary(precision == Precision.FLOAT ? "(float) " : "(double) ", of.get(0));
      case TO_INT -> unary("(int) ", of.get(0));
      case FMA -> fma ? call("Math.fma", of) : productAndSum(of);
      case SQRT -> rounded("Math.sqrt", of);
      case FLOOR -> rounded("Math.floor", of);
      case MIN, INT_MIN -> call("Math.min", of);
      case MAX, INT_MAX -> call("Math.max", of);
      case ABS -> call("Math.abs", of);
      case SIGN -> call("Math.signum", of);
      case INT_DIVIDE -> call("Math.floorDiv", of);
      case INT_MODULO -> call("Math.floorMod", of);
      case INT_QUOTIENT -> binary(of, "/", Precedence.PRODUCT, false);
      case INT_REMAINDER -> binary(of, "%", Precedence.PRODUCT, false);
      case EXP, LOG, LOG1P, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF, POWER, CHOOSE ->
          Piece.atom("$L($L)", functions.name(code), arguments(of));
    };
  }

  /** Whole numbers may be added in any order; adding a negative one reads as subtracting. */
  private Piece sum(List<Value> of) {
    if (of.get(1) instanceof Value.Whole whole
        && whole.value() < 0
        && whole.value() > Integer.MIN_VALUE) {
      List<Value> positive = List.of(of.get(0), new Value.Whole(-whole.value()));
      return binary(positive, "-", Precedence.SUM, false);
    }
    return binary(of, "+", Precedence.SUM, true);
  }

  private Piece binary(List<Value> of, String sign, Precedence level, boolean associative) {
    CodeBlock left = operand(of.get(0), level);
    CodeBlock right = operand(of.get(1), rightLevel(of.get(1), sign, level, associative));
    return new Piece(CodeBlock.of("$L$W$L $L", left, sign, right), level);
  }

  /** A right operand of the same level needs brackets, unless it is the same operation again. */
  private Precedence rightLevel(Value right, String sign, Precedence level, boolean associative) {
    boolean same =
        associative
            && right instanceof Value.Operation operation
            && ((sign.equals("+") && operation.code() == Code.INT_ADD)
                || (sign.equals("*") && operation.code() == Code.INT_MULTIPLY)
                || sign.equals("&&")
                || sign.equals("||"));
    return same ? level : level.tighter();
  }

  private Piece productAndSum(List<Value> of) {
    Value product = new Value.Operation(Code.MULTIPLY, of.get(0), of.get(1));
    return binary(List.of(product, of.get(2)), "+", Precedence.SUM, false);
  }

  private Piece negation(Value of) {
    CodeBlock operand = operand(of, Precedence.UNARY);
    // "--" would be a decrement.
    boolean doubled = operand.toString().startsWith("-");
    return new Piece(CodeBlock.of(doubled ? "-($L)" : "-$L", operand), Precedence.UNARY);
  }

  private Piece unary(String sign, Value of) {
    CodeBlock operand = operand(of, Precedence.UNARY);
    // "(int) -x" is a cast, but reads as a subtraction.
    boolean signed = operand.toString().startsWith("-");
    return new Piece(CodeBlock.of(signed ? "$L($L)" : "$L$L", sign, operand), Precedence.UNARY);
  }

  private Piece call(String function, List<Value> of) {
    return Piece.atom("$L($L)", function, arguments(of));
  }

  /** A function that Java has for double alone; its float result is the correctly rounded one. */
  private Piece rounded(String function, List<Value> of) {
    Piece call = call(function, of);
    return precision == Precision.FLOAT
        ? new Piece(CodeBlock.of("(float) $L", call.code()), Precedence.UNARY)
        : call;
  }
}

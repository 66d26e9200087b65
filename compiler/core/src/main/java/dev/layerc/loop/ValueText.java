package dev.layerc.loop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as text: functions by name, every operation in brackets, nothing to guess. */
final class ValueText {
  private ValueText() {}

  static String of(Value value) {
    if (value instanceof Value.Real real) {
      return number(real.value());
    }
    if (value instanceof Value.Whole whole) {
      return Integer.toString(whole.value());
    }
    if (value instanceof Value.Zeros zeros) {
      return "zeros(" + zeros.length() + ")";
    }
    if (value instanceof Value.Local local) {
      return local.name();
    }
    if (value instanceof Value.BufferOf buffer) {
      String owner = buffer.buffer().owner().name().toLowerCase(Locale.ROOT);
      return owner + "." + buffer.buffer().name();
    }
    if (value instanceof Value.Element element) {
      return of(element.array()) + "[" + of(element.index()) + "]";
    }
    if (value instanceof Value.Choice choice) {
      return "("
          + of(choice.condition())
          + " ? "
          + of(choice.whenTrue())
          + " : "
          + of(choice.whenFalse())
          + ")";
    }
    if (value instanceof Value.Random random) {
      return "random("
          + of(random.seed())
          + ", "
          + random.site()
          + ", "
          + of(random.position())
          + ")";
    }
    if (value instanceof Value.OfDigits digits) {
      return "digits " + digits.extents() + " by " + digits.steps() + " of " + of(digits.number());
    }
    if (value instanceof Value.Lanes lanes) {
      return of(lanes.array()) + "[" + of(lanes.index()) + " ..]";
    }
    if (value instanceof Value.SumOfLanes sum) {
      return "sum of " + of(sum.array()) + "[" + of(sum.index()) + " ..]";
    }
    if (value instanceof Value.OfKnownClass known) {
      return of(known.lanes());
    }
    if (value instanceof Value.Broadcast broadcast) {
      return "broadcast(" + of(broadcast.number()) + ")";
    }
    if (value instanceof Value.LaneWise lanes) {
      return operation(lanes.code(), lanes.operands());
    }
    if (value instanceof Value.Blend blend) {
      return "blend(" + list(List.of(blend.lanes(), blend.others(), blend.mask())) + ")";
    }
    if (value instanceof Value.VectorsFit fit) {
      return "vectors fit " + of(fit.length());
    }
    Value.Operation operation = (Value.Operation) value;
    return operation(operation.code(), operation.operands());
  }

  static String list(List<? extends Value> values) {
    return values.stream().map(ValueText::of).collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String operation(Code code, List<Value> operands) {
    String symbol = symbol(code);
    if (symbol.isEmpty()) {
      return code.name().toLowerCase(Locale.ROOT) + "(" + list(operands) + ")";
    }
    return operands.stream()
        .map(ValueText::of)
        .collect(Collectors.joining(" " + symbol + " ", "(", ")"));
  }

  private static String symbol(Code code) {
    return switch (code) {
      case ADD, INT_ADD -> "+";
      case SUBTRACT, INT_SUBTRACT -> "-";
      case MULTIPLY, INT_MULTIPLY -> "*";
      case DIVIDE -> "/";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case AND -> "&&";
      case OR -> "||";
      default -> "";
    };
  }
}

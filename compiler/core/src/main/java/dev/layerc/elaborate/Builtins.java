package dev.layerc.elaborate;

import dev.layerc.equation.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that are not written in the language. A declaration of the same name comes first.
 */
final class Builtins {
  static final String SIZE = "size";
  static final String RESHAPE = "reshape";

  private static final Map<String, Operator> OPERATORS = new LinkedHashMap<>();

  static {
    for (Operator operator :
        List.of(
            Operator.EXP,
            Operator.LOG,
            Operator.LOG1P,
            Operator.SQRT,
            Operator.ABS,
            Operator.SIGN,
            Operator.SIN,
            Operator.COS,
            Operator.TANH,
            Operator.SIGMOID,
            Operator.SOFTPLUS,
            Operator.ERF,
            Operator.FLOOR,
            Operator.STOP,
            Operator.MIN,
            Operator.MAX)) {
      OPERATORS.put(operator.name().toLowerCase(Locale.ROOT), operator);
    }
  }

  private Builtins() {}

  static Optional<Operator> operator(String name) {
    return Optional.ofNullable(OPERATORS.get(name));
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(OPERATORS.keySet());
    names.add(SIZE);
    names.add(RESHAPE);
    return names;
  }
}

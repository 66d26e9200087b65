package dev.layerc.schedule;

import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Elements of per-sample tensors that straight-line code holds in locals: those it computed, and
 * those it loaded, each once, from what other methods computed or the caller gave.
 */
final class HeldElements {
  private final Map<String, Value> held = new LinkedHashMap<>();
  private final List<Statement> loads = new ArrayList<>();

  /** Holds an element from now on. */
  void hold(Tensor tensor, List<Value> at, Value value) {
    held.put(keyOf(tensor, at), value);
  }

  Optional<Value> find(Tensor tensor, List<Value> at) {
    return Optional.ofNullable(held.get(keyOf(tensor, at)));
  }

  /** Loads an element into a local, at the beginning of the straight-line code. */
  Value load(Tensor tensor, List<Value> at, Value.Element element, MethodDraft method) {
    Type type = tensor.isReal() ? Type.REAL : Type.INT;
    Value.Local local = method.declare(nameOf(tensor, at), type, element, loads);
    hold(tensor, at, local);
    return local;
  }

  List<Statement> loads() {
    return loads;
  }

  /** True where every index but the batch's is a constant. */
  static boolean isConstant(List<Value> at) {
    return at.stream().skip(1).allMatch(Value.Whole.class::isInstance);
  }

  private static String keyOf(Tensor tensor, List<Value> at) {
    return tensor.name() + at.subList(1, at.size());
  }

  /** {@code h3} for {@code h[3]}, {@code w1_2} for {@code w[1,2]}. */
  static String nameOf(Tensor tensor, List<Value> at) {
    StringBuilder name = new StringBuilder(JavaNames.identifier(tensor.name()));
    String separator = Character.isDigit(name.charAt(name.length() - 1)) ? "_" : "";
    for (Value index : at.subList(tensor.perSample() ? 1 : 0, at.size())) {
      name.append(separator).append(((Value.Whole) index).value());
      separator = "_";
    }
    return name.toString();
  }
}

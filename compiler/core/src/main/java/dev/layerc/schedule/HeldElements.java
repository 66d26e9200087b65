package dev.layerc.schedule;

import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Elements of per-sample tensors that straight-line code holds in locals: those it computed, and
 * those it loaded, each once, from what other methods computed or the caller gave.
 */
final class HeldElements implements Held {
  private final Map<String, Value> held = new LinkedHashMap<>();
  private final List<Statement> loads = new ArrayList<>();

  @Override
  public void hold(Tensor tensor, List<Value> at, Value value) {
    held.put(keyOf(tensor, at), value);
  }

  @Override
  public Value read(Tensor tensor, List<Value> at, MethodDraft method) {
    if (!tensor.perSample() || !isConstant(at)) {
      return method.element(tensor, at);
    }
    Value known = held.get(keyOf(tensor, at));
    return known != null ? known : load(tensor, at, method);
  }

  /** Loads an element into a local, at the beginning of the straight-line code. */
  private Value load(Tensor tensor, List<Value> at, MethodDraft method) {
    Type type = tensor.isReal() ? Type.REAL : Type.INT;
    Value element = method.element(tensor, at);
    Value.Local local = method.declare(nameOf(tensor, at), type, element, loads);
    hold(tensor, at, local);
    return local;
  }

  @Override
  public List<Statement> loads() {
    return loads;
  }

  /** True where every index but the batch's is a constant, or the lane of a vector. */
  static boolean isConstant(List<Value> at) {
    return at.stream()
        .skip(1)
        .allMatch(index -> index instanceof Value.Whole || LanePlaces.isLane(index));
  }

  private static String keyOf(Tensor tensor, List<Value> at) {
    return tensor.name() + at.subList(1, at.size());
  }

  /** {@code h3} for {@code h[3]}, {@code w1_2} for {@code w[1,2]}. */
  static String nameOf(Tensor tensor, List<Value> at) {
    StringBuilder name = new StringBuilder(JavaNames.identifier(tensor.name()));
    String separator = Character.isDigit(name.charAt(name.length() - 1)) ? "_" : "";
    boolean inLanes = false;
    for (Value index : at.subList(tensor.perSample() ? 1 : 0, at.size())) {
      inLanes |= LanePlaces.isLane(index);
      int first = LanePlaces.firstOf(index);
      if (first > 0 || index instanceof Value.Whole) {
        name.append(separator).append(first);
        separator = "_";
      }
    }
    return name + (inLanes ? "Lanes" : "");
  }
}

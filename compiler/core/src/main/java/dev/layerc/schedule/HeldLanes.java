package dev.layerc.schedule;

import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What straight-line code holds of which some is in vectors: elements in locals, and as many as
 * there are lanes in one. What is read otherwise than it is held goes through memory: the tensor's
 * own, where it was stored, or some of the workspace, to which it is stored when first asked for.
 */
final class HeldLanes implements Held {
  private final Storage storage;

  /** Loads what others computed. */
  private final HeldElements given = new HeldElements();

  private Map<Tensor, Map<List<Value>, Value>> held = new LinkedHashMap<>();
  private Set<Tensor> kept = new LinkedHashSet<>();
  private List<Statement> stores = new ArrayList<>();

  HeldLanes(Storage storage) {
    this.storage = storage;
  }

  @Override
  public void hold(Tensor tensor, List<Value> at, Value value) {
    held.computeIfAbsent(tensor, t -> new LinkedHashMap<>()).put(ofSample(at), value);
  }

  @Override
  public Value read(Tensor tensor, List<Value> at, MethodDraft method) {
    Map<List<Value>, Value> parts = held.get(tensor);
    if (parts == null) {
      boolean inLanes = at.stream().anyMatch(LanePlaces::hasLane);
      return inLanes ? method.element(tensor, at) : given.read(tensor, at, method);
    }
    Value known = parts.get(ofSample(at));
    if (known != null) {
      return known;
    }
    return storage.find(tensor).isPresent()
        ? method.element(tensor, at)
        : inMemory(tensor, at, method);
  }

  private Value inMemory(Tensor tensor, List<Value> at, MethodDraft method) {
    Tensor memory = LaneWidth.kept(tensor);
    if (kept.add(tensor)) {
      held.get(tensor)
          .forEach(
              (place, value) -> {
                Value.Element to = method.element(memory, place);
                stores.add(new Statement.Store(to.array(), to.index(), value, false));
              });
    }
    return method.element(memory, ofSample(at));
  }

  private static List<Value> ofSample(List<Value> at) {
    return List.copyOf(at.subList(1, at.size()));
  }

  @Override
  public List<Statement> loads() {
    return given.loads();
  }

  /** What must be stored before the code that was made since the last call of this. */
  List<Statement> takeStores() {
    List<Statement> taken = stores;
    stores = new ArrayList<>();
    return taken;
  }

  /** True where nothing must be stored first. */
  boolean isAllStored() {
    return stores.isEmpty();
  }

  /** A state to which {@link #restore} goes back, if what comes now turns out not to work. */
  State state() {
    Map<Tensor, Map<List<Value>, Value>> parts = new LinkedHashMap<>();
    held.forEach((tensor, values) -> parts.put(tensor, new LinkedHashMap<>(values)));
    return new State(parts, new LinkedHashSet<>(kept), new ArrayList<>(stores));
  }

  void restore(State state) {
    held = state.held;
    kept = state.kept;
    stores = state.stores;
  }

  /** What is held at one time. */
  static final class State {
    private final Map<Tensor, Map<List<Value>, Value>> held;
    private final Set<Tensor> kept;
    private final List<Statement> stores;

    private State(
        Map<Tensor, Map<List<Value>, Value>> held, Set<Tensor> kept, List<Statement> stores) {
      this.held = held;
      this.kept = kept;
      this.stores = stores;
    }
  }
}

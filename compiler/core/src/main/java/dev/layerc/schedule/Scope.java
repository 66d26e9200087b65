package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What names mean at one point of a loop nest: the value of each index, the tensors whose element
 * at this point is held in a local, and the reductions that are done.
 */
final class Scope {
  static final Scope EMPTY = new Scope(Map.of(), Map.of(), Map.of());

  private final Map<Index, Value> indices;
  private final Map<String, Value> elements;
  private final Map<Expr, Value> reductions;

  private Scope(
      Map<Index, Value> indices, Map<String, Value> elements, Map<Expr, Value> reductions) {
    this.indices = indices;
    this.elements = elements;
    this.reductions = reductions;
  }

  boolean fixes(Index index) {
    return indices.containsKey(index);
  }

  Value of(Index index) {
    Value value = indices.get(index);
    if (value == null) {
      throw new IllegalStateException("index " + index + " has no value here");
    }
    return value;
  }

  /** The local that holds the tensor's element at this point. */
  Optional<Value> element(Tensor tensor) {
    return Optional.ofNullable(elements.get(tensor.name()));
  }

  Optional<Value> reduction(Expr.Reduce reduce) {
    return Optional.ofNullable(reductions.get(reduce));
  }

  Scope with(Index index, Value value) {
    return new Scope(plus(indices, index, value), elements, reductions);
  }

  /** The same with a value for each of some indices. */
  Scope with(Map<Index, Value> values) {
    Map<Index, Value> all = new LinkedHashMap<>(indices);
    all.putAll(values);
    return new Scope(all, elements, reductions);
  }

  Scope withElement(Tensor tensor, Value value) {
    return new Scope(indices, plus(elements, tensor.name(), value), reductions);
  }

  Scope withReduction(Expr.Reduce reduce, Value value) {
    return new Scope(indices, elements, plus(reductions, reduce, value));
  }

  private static <K> Map<K, Value> plus(Map<? extends K, Value> map, K key, Value value) {
    Map<K, Value> changed = new LinkedHashMap<>(map);
    changed.put(key, value);
    return changed;
  }
}

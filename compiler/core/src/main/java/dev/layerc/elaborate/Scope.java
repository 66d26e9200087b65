package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of one body (a net, one instance of a layer, one call of a function), over the
 * declarations that its file sees. Bodies do not nest: a layer sees nothing of its user.
 */
final class Scope {
  private final Library library;
  private final Map<String, Binding> bindings = new LinkedHashMap<>();
  private final WrittenAxes axes = new WrittenAxes();

  private final List<Declaration> active;

  /** A scope that nothing encloses: a net, a number. */
  Scope(Library library) {
    this(library, List.of());
  }

  private Scope(Library library, List<Declaration> active) {
    this.library = library;
    this.active = active;
  }

  /** The empty scope of a layer or function used here; told if that leads back to itself. */
  Scope enter(Declaration used, Library home, Span use) {
    if (active.contains(used)) {
      throw Mistake.of(Message.USES_ITSELF, use, Text.oneLine(use));
    }
    List<Declaration> inner = new ArrayList<>(active);
    inner.add(used);
    return new Scope(home, inner);
  }

  /** A scope with the same bindings, to which more can be added. */
  Scope copy() {
    Scope copy = new Scope(library, active);
    copy.bindings.putAll(bindings);
    return copy;
  }

  Library library() {
    return library;
  }

  /** The axes of the tensors as they were written. */
  WrittenAxes axes() {
    return axes;
  }

  Optional<Binding> find(String name) {
    Binding own = bindings.get(name);
    return own != null ? Optional.of(own) : library.constant(name);
  }

  /** The binding of this body itself, leaving out the constants of the file. */
  Optional<Binding> findOwn(String name) {
    return Optional.ofNullable(bindings.get(name));
  }

  void bind(String name, Binding binding) {
    bindings.put(name, binding);
  }

  void bindNumber(String name, double value, String what, Span declared) {
    bind(name, new Binding.Scalar(Typed.number(value), what, declared));
  }

  void bindTensor(String name, Tensor tensor, Span declared) {
    bind(name, new Binding.Whole(tensor, declared));
  }

  /** All names that can be written here. */
  List<String> names() {
    List<String> names = new ArrayList<>(bindings.keySet());
    names.addAll(library.constantNames());
    return names;
  }
}

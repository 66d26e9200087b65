package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Role;
import dev.layerc.equation.StateVariable;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is collected while one net is elaborated, its layers included. */
final class NetState {
  private static final int MOST_INSTANCES = 20_000;

  private final DiagnosticLog log;
  private final UniqueNames names = new UniqueNames();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Span> parameterPlaces = new LinkedHashMap<>();
  private final Map<String, StateVariable> states = new LinkedHashMap<>();
  private final Map<Tensor, Producer> producers = new LinkedHashMap<>();
  private final Map<Tensor, List<Dependency>> dependencies = new LinkedHashMap<>();
  private final Map<Tensor, Span> places = new LinkedHashMap<>();
  private final Set<Tensor> maybeNone = new LinkedHashSet<>();
  private final Set<Declaration.Layer> used;
  private int instances;
  private int draws;

  /** {@code used} collects the layers that are elaborated. */
  NetState(DiagnosticLog log, Set<Declaration.Layer> used) {
    this.log = log;
    this.used = used;
  }

  /** Remembers that a layer has been elaborated in earnest. */
  void used(Declaration.Layer layer) {
    used.add(layer);
  }

  DiagnosticLog log() {
    return log;
  }

  void warn(Diagnostic diagnostic) {
    log.add(diagnostic);
  }

  String uniqueName(String wanted) {
    return names.unique(wanted);
  }

  void emit(Step step) {
    steps.add(step);
  }

  List<Step> steps() {
    return steps;
  }

  int nextDraw() {
    return draws++;
  }

  /** A parameter; a shared layer asks for the same one at each of its uses. */
  Tensor parameter(
      String name, List<Integer> shape, Initializer initial, boolean frozen, Span use, Span text) {
    Parameter known = parameters.get(name);
    if (known != null) {
      return same(known.tensor(), shape, use);
    }
    Tensor tensor = new Tensor(names.unique(name), Role.PARAMETER, ElementType.REAL, shape, false);
    parameters.put(name, new Parameter(tensor, initial, frozen, use));
    parameterPlaces.put(name, text);
    return tensor;
  }

  Tensor state(String name, List<Integer> shape, Initializer initial, Span use) {
    StateVariable known = states.get(name);
    if (known != null) {
      return same(known.tensor(), shape, use);
    }
    Tensor tensor = new Tensor(names.unique(name), Role.STATE, ElementType.REAL, shape, false);
    states.put(name, new StateVariable(tensor, initial, Optional.empty()));
    return tensor;
  }

  private static Tensor same(Tensor known, List<Integer> shape, Span use) {
    if (!known.shape().equals(shape)) {
      throw Mistake.of(
          Message.SHARED_SHAPES_DIFFER, use, known, Text.shape(known.shape()), Text.shape(shape));
    }
    return known;
  }

  /** Sets what a state becomes at the end of a step; false where that was said before. */
  boolean setNext(String state, Tensor next) {
    StateVariable variable = states.get(state);
    if (variable.next().isPresent()) {
      return false;
    }
    states.put(state, new StateVariable(variable.tensor(), variable.initial(), Optional.of(next)));
    return true;
  }

  List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** Where the text declares a parameter. */
  Span parameterPlace(Parameter parameter) {
    return parameterPlaces.get(parameter.tensor().name());
  }

  List<StateVariable> states() {
    return List.copyOf(states.values());
  }

  void produced(Tensor tensor, Producer producer) {
    if (!producer.inputs().contains(tensor)) {
      producers.put(tensor, producer);
    }
  }

  Optional<Producer> producer(Tensor tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  void declaredAt(Tensor tensor, Span span) {
    places.putIfAbsent(tensor, span);
  }

  Optional<Span> place(Tensor tensor) {
    return Optional.ofNullable(places.get(tensor));
  }

  void mayBeNone(Tensor tensor) {
    maybeNone.add(tensor);
  }

  boolean isMaybeNone(Tensor tensor) {
    return maybeNone.contains(tensor);
  }

  /** Counts the uses of layers, so that repetitions of repetitions come to an end. */
  void countInstance(Span use) {
    instances++;
    if (instances > MOST_INSTANCES) {
      throw instances == MOST_INSTANCES + 1
          ? Mistake.of(Message.TOO_MANY_STAGES, use, MOST_INSTANCES)
          : Mistake.toldAlready();
    }
  }

  void depends(Tensor target, List<Dependency> on) {
    dependencies.computeIfAbsent(target, t -> new ArrayList<>()).addAll(on);
  }

  List<Dependency> dependencies(Tensor target) {
    return dependencies.getOrDefault(target, List.of());
  }
}

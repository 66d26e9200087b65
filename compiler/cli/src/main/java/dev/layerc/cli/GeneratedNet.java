package dev.layerc.cli;

import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An instance of a generated class. Its methods are looked up once; a call then costs the call, and
 * an array of arguments.
 */
final class GeneratedNet {
  private final NetClass type;
  private final Object net;

  GeneratedNet(NetClass type, Object net) {
    this.type = type;
    this.net = net;
  }

  NetClass type() {
    return type;
  }

  /** One optimizer step: takes inputs, targets, count; gives the mean loss. */
  MethodHandle trainMethod() {
    return NetClass.bind(net, "train", type.real(), withCount(type.exampleTypes()));
  }

  /** The mean loss: takes inputs, targets, count. */
  MethodHandle evaluateMethod() {
    return NetClass.bind(net, "evaluate", type.real(), withCount(type.exampleTypes()));
  }

  /** The mean of a metric in the last call of {@link #evaluateMethod}. */
  double metric(String name) {
    MethodHandle metric = NetClass.bind(net, "metric", double.class, List.of(String.class));
    return (double) NetClass.call(metric, name);
  }

  /** Takes inputs, count, outputs, a workspace. */
  MethodHandle predictMethod() {
    List<Class<?>> types = withCount(type.inputTypes());
    types.addAll(type.outputTypes());
    types.add(type.companion("Workspace"));
    return NetClass.bind(net, "predict", void.class, types);
  }

  /** Takes inputs, targets, count, gradients, a workspace; gives the mean loss. */
  MethodHandle gradientMethod() {
    List<Class<?>> types = withCount(type.exampleTypes());
    types.add(type.companion("Gradients"));
    types.add(type.companion("Workspace"));
    return NetClass.bind(net, "gradient", type.real(), types);
  }

  /** One optimizer step: takes summed gradients, count. */
  MethodHandle applyMethod() {
    return NetClass.bind(net, "apply", void.class, List.of(type.companion("Gradients"), int.class));
  }

  Object newPredictionWorkspace(int samples) {
    return workspace("newPredictionWorkspace", samples);
  }

  Object newWorkspace(int samples) {
    return workspace("newWorkspace", samples);
  }

  private Object workspace(String method, int samples) {
    Class<?> workspace = type.companion("Workspace");
    return NetClass.call(NetClass.bind(net, method, workspace, List.of(int.class)), samples);
  }

  Object newGradients() {
    Class<?> gradients = type.companion("Gradients");
    return NetClass.call(NetClass.bind(net, "newGradients", gradients, List.of()));
  }

  /** A copy of a parameter or a state. */
  Object parameter(String name) {
    return NetClass.call(
        NetClass.bind(parameters(), "get", type.realArray(), List.of(String.class)), name);
  }

  /** Sets a parameter or a state. */
  void setParameter(String name, Object values) {
    NetClass.call(
        NetClass.bind(parameters(), "set", void.class, List.of(String.class, type.realArray())),
        name,
        values);
  }

  private Object parameters() {
    Class<?> parameters = type.companion("Parameters");
    return NetClass.call(NetClass.bind(net, "parameters", parameters, List.of()));
  }

  void save(Path file) {
    NetClass.call(NetClass.bind(net, "save", void.class, List.of(Path.class)), file);
  }

  private static List<Class<?>> withCount(List<Class<?>> arrays) {
    List<Class<?>> types = new ArrayList<>(arrays);
    types.add(int.class);
    return types;
  }
}

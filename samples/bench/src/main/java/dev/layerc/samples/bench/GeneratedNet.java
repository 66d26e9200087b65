package dev.layerc.samples.bench;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;

/**
 * An instance of a generated class, of either target. What is measured is bound as the method
 * reference {@code net::train} would be, so that a call costs what it costs in a program that names
 * the class.
 */
final class GeneratedNet {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final long ANY_SEED = 1;

  private final Object net;
  private final Object parameters;

  private GeneratedNet(Object net) {
    this.net = net;
    this.parameters = invoke(net, "parameters");
  }

  static GeneratedNet of(Target target, String name) {
    Class<?> type = target.load(name);
    return new GeneratedNet(invokeStatic(type, "initialize", long.class, ANY_SEED));
  }

  /** With the weights of a file. */
  static GeneratedNet load(Target target, String name, Path weights) {
    return new GeneratedNet(invokeStatic(target.load(name), "load", Path.class, weights));
  }

  void save(Path weights) {
    invoke(net, "save", new Class<?>[] {Path.class}, weights);
  }

  @SuppressWarnings("unchecked")
  List<String> parameterNames() {
    return (List<String>) invoke(parameters, "names");
  }

  int[] parameterShape(String name) {
    return (int[]) invoke(parameters, "shape", new Class<?>[] {String.class}, name);
  }

  void setParameter(String name, float[] values) {
    invoke(parameters, "set", new Class<?>[] {String.class, float[].class}, name, values);
  }

  Object newPredictionWorkspace() {
    return invoke(net, "newPredictionWorkspace", new Class<?>[] {int.class}, 1);
  }

  /** {@code net::predict}; takes a workspace of {@link #newPredictionWorkspace}. */
  @SuppressWarnings("unchecked")
  Predict<Object> predict() {
    Class<?> workspace = newPredictionWorkspace().getClass();
    return (Predict<Object>)
        bind(
            Predict.class,
            "predict",
            MethodType.methodType(void.class, float[].class, float[].class, Object.class),
            MethodType.methodType(void.class, float[].class, float[].class, workspace));
  }

  /** {@code net::train}, for targets that are {@code float[]} or {@code int[]}. */
  @SuppressWarnings("unchecked")
  Train<Object> train(Class<?> targets) {
    return (Train<Object>)
        bind(
            Train.class,
            "train",
            MethodType.methodType(float.class, float[].class, Object.class, int.class),
            MethodType.methodType(float.class, float[].class, targets, int.class));
  }

  private Object bind(Class<?> type, String name, MethodType erased, MethodType actual) {
    try {
      MethodHandle method = LOOKUP.findVirtual(net.getClass(), name, actual);
      MethodType factory = MethodType.methodType(type, net.getClass());
      return LambdaMetafactory.metafactory(LOOKUP, name, factory, erased, method, actual)
          .getTarget()
          .invoke(net);
    } catch (Throwable e) {
      throw missing(net.getClass(), name, e);
    }
  }

  private static Object invokeStatic(Class<?> type, String name, Class<?> argument, Object value) {
    try {
      return type.getMethod(name, argument).invoke(null, value);
    } catch (ReflectiveOperationException e) {
      throw missing(type, name, e);
    }
  }

  private static Object invoke(Object receiver, String name) {
    return invoke(receiver, name, new Class<?>[0]);
  }

  private static Object invoke(Object receiver, String name, Class<?>[] types, Object... values) {
    try {
      return receiver.getClass().getMethod(name, types).invoke(receiver, values);
    } catch (ReflectiveOperationException e) {
      throw missing(receiver.getClass(), name, e);
    }
  }

  private static IllegalStateException missing(Class<?> type, String name, Throwable cause) {
    return new IllegalStateException(type.getName() + "." + name + " cannot be called", cause);
  }
}

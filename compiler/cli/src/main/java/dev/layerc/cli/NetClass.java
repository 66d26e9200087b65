package dev.layerc.cli;

import dev.layerc.equation.Output;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A generated class, loaded: knows the signatures that its methods have for its network. */
final class NetClass {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private final Class<?> face;
  private final Program program;

  NetClass(Class<?> face, Program program) {
    this.face = face;
    this.program = program;
  }

  Program program() {
    return program;
  }

  Class<?> face() {
    return face;
  }

  /** {@code face} itself, or one of the classes named after it: {@code Workspace}. */
  Class<?> companion(String suffix) {
    try {
      return face.getClassLoader().loadClass(face.getName() + suffix);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code float} or {@code double}. */
  Class<?> real() {
    return program.precision() == Precision.DOUBLE ? double.class : float.class;
  }

  Class<?> realArray() {
    return real().arrayType();
  }

  List<Class<?>> inputTypes() {
    return portTypes(program.inputs());
  }

  /** The arrays that a training method takes: inputs, then targets. */
  List<Class<?>> exampleTypes() {
    List<Class<?>> types = new ArrayList<>(inputTypes());
    types.addAll(portTypes(program.targets()));
    return types;
  }

  List<Class<?>> outputTypes() {
    return program.outputs().stream().map(Output::name).<Class<?>>map(n -> realArray()).toList();
  }

  private List<Class<?>> portTypes(List<Tensor> tensors) {
    return tensors.stream().<Class<?>>map(t -> t.isReal() ? realArray() : int[].class).toList();
  }

  GeneratedNet initialize(long seed) {
    MethodType type = MethodType.methodType(face, long.class);
    return new GeneratedNet(this, call(find(face, "initialize", type, true), seed));
  }

  GeneratedNet load(Path weights) {
    MethodType type = MethodType.methodType(face, Path.class);
    return new GeneratedNet(this, call(find(face, "load", type, true), weights));
  }

  /** The method of {@code receiver}, taking its arguments as one array of objects. */
  static MethodHandle bind(Object receiver, String name, Class<?> result, List<Class<?>> types) {
    MethodType type = MethodType.methodType(result, types);
    return find(receiver.getClass(), name, type, false)
        .bindTo(receiver)
        .asSpreader(Object[].class, types.size());
  }

  private static MethodHandle find(Class<?> owner, String name, MethodType type, boolean isStatic) {
    try {
      return isStatic
          ? LOOKUP.findStatic(owner, name, type).asSpreader(Object[].class, type.parameterCount())
          : LOOKUP.findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class lacks " + name + type, e);
    }
  }

  /** Calls a bound method; what it throws comes out, an IOException wrapped. */
  static Object call(MethodHandle method, Object... arguments) {
    try {
      return (Object) method.invoke(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

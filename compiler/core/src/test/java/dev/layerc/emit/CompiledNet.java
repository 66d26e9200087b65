package dev.layerc.emit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Emitted files, compiled in memory with every warning an error, and called by reflection. */
public final class CompiledNet extends ClassLoader {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** Opening the classes of a release takes longer than compiling a small network. */
  private static final Map<Integer, JavaFileManager> PLATFORMS = new LinkedHashMap<>();

  final Map<String, byte[]> classes = new LinkedHashMap<>();

  private CompiledNet() {
    super(CompiledNet.class.getClassLoader());
  }

  public static CompiledNet of(List<GeneratedFile> files, int release) {
    return of(
        files,
        release,
        List.of(
            "--release",
            Integer.toString(release),
            "-Xlint:all,-options",
            "-Werror",
            "-encoding",
            "US-ASCII",
            "-proc:none"));
  }

  /** Files of target simd. That the Vector API is incubating, javac warns of in any case. */
  public static CompiledNet withVectors(List<GeneratedFile> files) {
    return of(
        files, 17, List.of("--add-modules", "jdk.incubator.vector", "-Xlint:all", "-proc:none"));
  }

  private static CompiledNet of(List<GeneratedFile> files, int release, List<String> options) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    CompiledNet net = new CompiledNet();
    JavaFileManager manager = net.new ClassFiles(platform(release));
    List<JavaFileObject> sources = new ArrayList<>();
    files.forEach(file -> sources.add(new Source(file)));
    if (!JAVAC.getTask(null, manager, diagnostics, options, null, sources).call()) {
      throw new AssertionError(diagnostics.getDiagnostics().toString());
    }
    return net;
  }

  private static synchronized JavaFileManager platform(int release) {
    return PLATFORMS.computeIfAbsent(
        release, r -> JAVAC.getStandardFileManager(null, Locale.ROOT, null));
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** The bytes of bytecode of the longest method. */
  public int longestMethod() {
    return classes.values().stream()
        .flatMap(classFile -> MethodSizes.of(classFile).values().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElseThrow();
  }

  /** The value of a static field of a class. */
  public Object constant(String className, String field) {
    try {
      Field found = loadClass(className).getDeclaredField(field);
      found.setAccessible(true);
      return found.get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(className, e);
    }
  }

  /** Calls a static method of a class. */
  public Object call(String className, String method, Object... arguments) {
    try {
      return invoke(loadClass(className), null, method, arguments);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a method of an object; what it throws comes out as it is. */
  public static Object on(Object target, String method, Object... arguments) {
    return invoke(target.getClass(), target, method, arguments);
  }

  private static Object invoke(Class<?> type, Object target, String name, Object... arguments) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && fits(method, arguments)) {
        try {
          method.setAccessible(true);
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw sneaky(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no method " + name + " takes these arguments");
  }

  private static boolean fits(Method method, Object... arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits =
          arguments[i] == null
              ? !types[i].isPrimitive()
              : types[i].isInstance(arguments[i])
                  || (types[i] == int.class && arguments[i] instanceof Integer)
                  || (types[i] == long.class && arguments[i] instanceof Long);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException sneaky(Throwable cause) throws T {
    throw (T) cause;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(GeneratedFile file) {
      super(URI.create("string:///" + file.path()), Kind.SOURCE);
      text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private final class ClassFiles extends ForwardingJavaFileManager<JavaFileManager> {
    ClassFiles(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}

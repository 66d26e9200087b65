package dev.layerc.cli;

import dev.layerc.classfile.ClassFile;
import dev.layerc.emit.GeneratedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles generated sources with the JDK's own compiler and loads them, without files. */
final class InMemoryCompiler {
  private static final String VECTORS = "jdk.incubator.vector";

  private InMemoryCompiler() {}

  /** The class files of the sources; none where this Java has no compiler. */
  static List<ClassFile> classFiles(List<GeneratedFile> sources) {
    return ToolProvider.getSystemJavaCompiler() == null
        ? List.of()
        : compile(sources).values().stream()
            .map(bytes -> ClassFile.parse(bytes.toByteArray()))
            .toList();
  }

  /** The class of the name, in a loader of its own. */
  static Class<?> load(List<GeneratedFile> sources, String className) {
    ClassLoader loader = new MemoryLoader(compile(sources));
    try {
      return loader.loadClass(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the generated sources have no class " + className, e);
    }
  }

  private static Map<String, ByteArrayOutputStream> compile(List<GeneratedFile> sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw CommandFailure.file(
          "this Java has no compiler ("
              + System.getProperty("java.home")
              + " is a JRE); run layerc on a JDK 17 or later");
    }
    StringWriter messages = new StringWriter();
    try (MemoryFiles files =
        new MemoryFiles(javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8))) {
      List<MemorySource> units = sources.stream().map(MemorySource::new).toList();
      if (!javac.getTask(messages, files, null, options(), null, units).call()) {
        throw new IllegalStateException("the generated Java does not compile:\n" + messages);
      }
      return files.classes;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The module of vectors is known where the JDK has it, which the target simd is for. */
  private static List<String> options() {
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-g:source,lines"));
    if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
      options.addAll(List.of("--add-modules", VECTORS));
    }
    return options;
  }

  private static final class MemorySource extends SimpleJavaFileObject {
    private final String text;

    MemorySource(GeneratedFile file) {
      super(URI.create("memory:///" + file.path()), Kind.SOURCE);
      text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class MemoryClass extends SimpleJavaFileObject {
    private final OutputStream bytes;

    MemoryClass(String name, OutputStream bytes) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
      this.bytes = bytes;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();

    MemoryFiles(JavaFileManager platform) {
      super(platform);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(className, bytes);
      return new MemoryClass(className, bytes);
    }
  }

  /** Sees the JDK and the generated classes, nothing of the command's own. */
  private static final class MemoryLoader extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> classes;

    MemoryLoader(Map<String, ByteArrayOutputStream> classes) {
      super(ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ByteArrayOutputStream found = classes.get(name);
      if (found == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = found.toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}

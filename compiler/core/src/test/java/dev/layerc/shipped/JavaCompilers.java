package dev.layerc.shipped;

import dev.layerc.classfile.ClassFile;
import dev.layerc.emit.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** Compiles generated sources to class files with the compilers that users have. */
final class JavaCompilers {
  /** Every warning is an error. That release 8 goes away one day is none of the sources'. */
  static final List<String> STRICT = List.of("-Xlint:all,-options", "-Werror", "-proc:none");

  private JavaCompilers() {}

  /** javac, with nothing on the class path. */
  static Path javac(List<GeneratedFile> sources, int release, Path directory) throws IOException {
    List<String> options = new ArrayList<>(STRICT);
    options.addAll(List.of("--release", Integer.toString(release)));
    return compile(ToolProvider.getSystemJavaCompiler(), options, sources, directory);
  }

  /** The compiler of Eclipse; its opinions on style are not asked for. */
  static Path ecj(List<GeneratedFile> sources, int release, Path directory) throws IOException {
    List<String> options = List.of("-nowarn", "-proc:none", "--release", Integer.toString(release));
    return compile(new EclipseCompiler(), options, sources, directory);
  }

  private static Path compile(
      JavaCompiler compiler, List<String> options, List<GeneratedFile> sources, Path directory)
      throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    List<Path> files = write(sources, directory.resolve("sources"));
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-d", classes.toString(), "-classpath", classes.toString()));
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(told, Locale.ROOT, null)) {
      boolean done =
          compiler
              .getTask(null, manager, told, all, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!done) {
        throw new AssertionError(messages(told));
      }
    }
    return classes;
  }

  private static String messages(DiagnosticCollector<JavaFileObject> told) {
    return String.join(
        "\n", told.getDiagnostics().stream().map(Diagnostic::toString).limit(20).toList());
  }

  static List<Path> write(List<GeneratedFile> sources, Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (GeneratedFile source : sources) {
      Path file = directory.resolve(source.path());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.text()));
    }
    return files;
  }

  static List<ClassFile> classes(Path directory) throws IOException {
    List<ClassFile> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        classes.add(ClassFile.parse(Files.readAllBytes(file)));
      }
    }
    return classes;
  }
}

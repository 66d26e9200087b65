package dev.layerc.cli;

import dev.layerc.classfile.ClassFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much bytecode the methods of a network have, as text. */
final class MethodReport {
  private record Sized(String name, int bytes) {}

  private MethodReport() {}

  /** Nothing where there are no class files. */
  static List<String> of(List<ClassFile> classes) {
    if (classes.isEmpty()) {
      return List.of();
    }
    List<Sized> methods = new ArrayList<>();
    for (ClassFile file : classes) {
      String type = file.name().substring(file.name().lastIndexOf('.') + 1);
      file.methods().stream()
          .filter(method -> method.bytes() > 0)
          .forEach(method -> methods.add(new Sized(type + "." + method.name(), method.bytes())));
    }
    methods.sort(Comparator.comparingInt(Sized::bytes).reversed());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "bytecode: "
            + methods.stream().mapToInt(Sized::bytes).sum()
            + " bytes in "
            + methods.size()
            + " methods of "
            + classes.size()
            + " classes; HotSpot compiles methods up to 8000");
    methods.forEach(method -> lines.add("  " + method.bytes() + " " + method.name()));
    return lines;
  }
}

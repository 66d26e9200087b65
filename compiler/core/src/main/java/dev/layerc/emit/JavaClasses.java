package dev.layerc.emit;

import java.util.Set;

/** The classes of the JDK, and nested ones, that emitted code names without their package. */
public final class JavaClasses {
  private static final Set<String> NAMED =
      Set.of(
          "ArrayList",
          "Arrays",
          "AtomicMoveNotSupportedException",
          "BufferedInputStream",
          "ByteArrayOutputStream",
          "ByteBuffer",
          "ByteOrder",
          "Channels",
          "Character",
          "CharacterCodingException",
          "Collections",
          "Comparator",
          "Double",
          "ElementType",
          "Entry",
          "FileChannel",
          "FileSystemException",
          "Files",
          "Float",
          "Generated",
          "HashSet",
          "IOException",
          "IllegalArgumentException",
          "IllegalStateException",
          "InputStream",
          "Integer",
          "LinkedHashMap",
          "List",
          "Long",
          "Map",
          "Math",
          "NumberFormatException",
          "Object",
          "OutputStream",
          "Outputs",
          "Override",
          "Path",
          "Retention",
          "RetentionPolicy",
          "Set",
          "StandardCharsets",
          "StandardCopyOption",
          "StandardOpenOption",
          "StrictMath",
          "String",
          "StringBuilder",
          "System",
          "Target");

  private JavaClasses() {}

  /** True if a network of this name would hide a class that its own code needs. */
  public static boolean areHiddenBy(String net) {
    return NAMED.contains(net);
  }
}

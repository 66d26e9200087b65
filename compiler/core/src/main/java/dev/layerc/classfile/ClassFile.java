package dev.layerc.classfile;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the bounds of generated code are held against, read from a class file (JVMS, chapter 4).
 *
 * @param name the class, as {@code com.acme.Digits$Generated}
 * @param constants entries of the constant pool; a class may have 65,535
 * @param methods each method's bytecode; a constructor is named {@code <init>}
 * @param references every class that the file mentions, arrays by their elements
 * @param annotations the types of the class's annotations, of class and run-time retention
 */
public record ClassFile(
    String name,
    int constants,
    List<Method> methods,
    Set<String> references,
    List<String> annotations) {

  /** The largest constant pool that a class may have. */
  public static final int MOST_CONSTANTS = 65_535;

  public ClassFile {
    methods = List.copyOf(methods);
    annotations = List.copyOf(annotations);
  }

  /**
   * A method.
   *
   * @param bytes of bytecode; 0 where it has none
   */
  public record Method(String name, int bytes) {}

  /** Reads a class file that a compiler wrote; what is none is an {@link UncheckedIOException}. */
  public static ClassFile parse(byte[] file) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      return new Parser(in).parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Parser {
    private final DataInputStream in;
    private final List<Method> methods = new ArrayList<>();
    private final List<String> annotations = new ArrayList<>();
    private ConstantPool pool;

    Parser(DataInputStream in) {
      this.in = in;
    }

    ClassFile parse() throws IOException {
      if (in.readInt() != 0xCAFEBABE) {
        throw new IOException("this is no class file");
      }
      in.readInt();
      pool = ConstantPool.read(in);
      in.readUnsignedShort();
      String name = pool.className(in.readUnsignedShort());
      in.readUnsignedShort();
      in.skipBytes(2 * in.readUnsignedShort());
      Set<String> references = new TreeSet<>(pool.classes());
      readMembers(references, false);
      readMembers(references, true);
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        readClassAttribute();
      }
      references.addAll(annotations);
      return new ClassFile(name, pool.size(), methods, references, annotations);
    }

    private void readMembers(Set<String> references, boolean areMethods) throws IOException {
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        in.readUnsignedShort();
        String name = pool.text(in.readUnsignedShort());
        references.addAll(ConstantPool.classesOf(pool.text(in.readUnsignedShort())));
        int bytes = readCodeLength();
        if (areMethods) {
          methods.add(new Method(name, bytes));
        }
      }
    }

    /** Passes over a member's attributes; the length of its code, or 0. */
    private int readCodeLength() throws IOException {
      int bytes = 0;
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String attribute = pool.text(in.readUnsignedShort());
        int length = in.readInt();
        if (attribute.equals("Code")) {
          in.readInt();
          bytes = in.readInt();
          in.skipBytes(length - 8);
        } else {
          in.skipBytes(length);
        }
      }
      return bytes;
    }

    private void readClassAttribute() throws IOException {
      String attribute = pool.text(in.readUnsignedShort());
      int length = in.readInt();
      boolean annotated =
          attribute.equals("RuntimeInvisibleAnnotations")
              || attribute.equals("RuntimeVisibleAnnotations");
      if (!annotated) {
        in.skipBytes(length);
        return;
      }
      int count = in.readUnsignedShort();
      int read = 2;
      // Only annotations without values can be passed over without reading these; others are left.
      for (int i = 0; i < count; i++) {
        annotations.addAll(ConstantPool.classesOf(pool.text(in.readUnsignedShort())));
        read += 4;
        if (in.readUnsignedShort() > 0) {
          break;
        }
      }
      in.skipBytes(length - read);
    }
  }
}

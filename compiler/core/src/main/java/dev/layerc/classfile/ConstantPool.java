package dev.layerc.classfile;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The constants of a class file, as far as they name something. */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  /** A class within a descriptor, as {@code Ljava/lang/String;}. */
  private static final Pattern REFERENCE = Pattern.compile("L([^;<]+);");

  private final String[] texts;
  private final List<Integer> classes = new ArrayList<>();
  private final List<Integer> descriptors = new ArrayList<>();
  private final int[] nameOfClass;

  private ConstantPool(int size) {
    texts = new String[size];
    nameOfClass = new int[size];
  }

  static ConstantPool read(DataInputStream in) throws IOException {
    ConstantPool pool = new ConstantPool(in.readUnsignedShort());
    for (int i = 1; i < pool.texts.length; i++) {
      int tag = in.readUnsignedByte();
      pool.readEntry(in, tag, i);
      i += tag == LONG || tag == DOUBLE ? 1 : 0;
    }
    return pool;
  }

  private void readEntry(DataInputStream in, int tag, int place) throws IOException {
    switch (tag) {
      case UTF8 -> texts[place] = in.readUTF();
      case LONG, DOUBLE -> in.readLong();
      case CLASS -> {
        nameOfClass[place] = in.readUnsignedShort();
        classes.add(place);
      }
      case STRING, MODULE, PACKAGE -> in.readUnsignedShort();
      case METHOD_TYPE -> descriptors.add(in.readUnsignedShort());
      case METHOD_HANDLE -> in.skipBytes(3);
      case NAME_AND_TYPE -> {
        in.readUnsignedShort();
        descriptors.add(in.readUnsignedShort());
      }
      default -> in.readInt();
    }
  }

  /** As the class file counts: one more than the last entry's number. */
  int size() {
    return texts.length;
  }

  String text(int place) {
    return texts[place];
  }

  String className(int place) {
    return texts[nameOfClass[place]].replace('/', '.');
  }

  /** Every class that an entry or the descriptor of a member that is used names. */
  Set<String> classes() {
    Set<String> found = new TreeSet<>();
    for (int place : classes) {
      String name = texts[nameOfClass[place]];
      if (name.startsWith("[")) {
        found.addAll(classesOf(name));
      } else {
        found.add(name.replace('/', '.'));
      }
    }
    descriptors.forEach(place -> found.addAll(classesOf(texts[place])));
    return found;
  }

  static List<String> classesOf(String descriptor) {
    return REFERENCE
        .matcher(descriptor)
        .results()
        .map((MatchResult found) -> found.group(1).replace('/', '.'))
        .toList();
  }
}

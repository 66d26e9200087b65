package dev.layerc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The heads of emitted classes. */
final class Classes {
  private Classes() {}

  /** A final class for the network's own package. */
  static TypeSpec.Builder internal(NetNames names, String word) {
    return TypeSpec.classBuilder(names.type(word))
        .addAnnotation(marker(names))
        .addModifiers(Modifier.FINAL);
  }

  /** A final class for everybody. */
  static TypeSpec.Builder open(NetNames names, String word) {
    return TypeSpec.classBuilder(names.type(word))
        .addAnnotation(marker(names))
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
  }

  static ClassName marker(NetNames names) {
    return names.face().nestedClass("Generated");
  }
}

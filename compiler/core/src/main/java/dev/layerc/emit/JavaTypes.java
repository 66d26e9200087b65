package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.TypeName;
import dev.layerc.loop.Type;

/** The Java types of scheduled code. */
final class JavaTypes {
  private final TypeName real;

  JavaTypes(NetNames names) {
    real = names.real();
  }

  TypeName of(Type type) {
    return switch (type) {
      case REAL -> real;
      case DOUBLE -> TypeName.DOUBLE;
      case INT -> TypeName.INT;
      case LONG -> TypeName.LONG;
      case BOOLEAN -> TypeName.BOOLEAN;
      case REAL_ARRAY, REAL_ROWS, INT_ARRAY, INT_ROWS -> ArrayTypeName.of(of(type.element()));
    };
  }
}

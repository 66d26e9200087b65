package dev.layerc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.layerc.equation.Precision;
import dev.layerc.loop.Type;

/** The Java types of scheduled code. */
final class JavaTypes {
  /** The package of vectors, which is the module too. */
  static final String VECTORS = "jdk.incubator.vector";

  /** What vectors can be compared by. */
  static final ClassName VECTOR_OPERATORS = ClassName.get(VECTORS, "VectorOperators");

  private final TypeName real;
  private final Precision precision;

  JavaTypes(NetNames names) {
    real = names.real();
    precision = names.precision();
  }

  /** The vectors of a network's numbers. */
  static ClassName vector(Precision precision) {
    return ClassName.get(VECTORS, precision == Precision.FLOAT ? "FloatVector" : "DoubleVector");
  }

  TypeName of(Type type) {
    return switch (type) {
      case REAL -> real;
      case DOUBLE -> TypeName.DOUBLE;
      case INT -> TypeName.INT;
      case LONG -> TypeName.LONG;
      case BOOLEAN -> TypeName.BOOLEAN;
      case LANES -> vector(precision);
      case MASK -> ParameterizedTypeName.get(ClassName.get(VECTORS, "VectorMask"), real.box());
      case REAL_ARRAY, REAL_ROWS, INT_ARRAY, INT_ROWS -> ArrayTypeName.of(of(type.element()));
    };
  }
}

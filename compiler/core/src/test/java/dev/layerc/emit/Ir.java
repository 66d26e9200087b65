package dev.layerc.emit;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.List;

/** The loop IR, shorter to write by hand. */
final class Ir {
  private Ir() {}

  static Value real(double value) {
    return new Value.Real(value);
  }

  static Value whole(int value) {
    return new Value.Whole(value);
  }

  static Value var(String name) {
    return new Value.Local(name, Type.REAL);
  }

  static Value index(String name) {
    return new Value.Local(name, Type.INT);
  }

  static Value array(String name) {
    return new Value.Local(name, Type.REAL_ARRAY);
  }

  static Value rows(String name) {
    return new Value.Local(name, Type.REAL_ROWS);
  }

  static Value at(Value array, Value index) {
    return new Value.Element(array, index);
  }

  static Value at(Value rows, Value row, Value column) {
    return at(at(rows, row), column);
  }

  static Value op(Code code, Value... operands) {
    return new Value.Operation(code, operands);
  }

  static Value times(Value a, Value b) {
    return op(Code.MULTIPLY, a, b);
  }

  static Value plus(Value a, Value b) {
    return op(Code.ADD, a, b);
  }

  static Value minus(Value a, Value b) {
    return op(Code.SUBTRACT, a, b);
  }

  /** {@code row * width + column}. */
  static Value flat(Value row, int width, Value column) {
    return op(Code.INT_ADD, op(Code.INT_MULTIPLY, row, whole(width)), column);
  }

  static Statement loop(String variable, Value to, Statement... body) {
    return new Statement.Loop(variable, whole(0), to, 1, List.of(body));
  }

  static Statement declare(String name, Value value) {
    return new Statement.Declare(Type.REAL, name, value);
  }

  static Statement assign(String name, Value value) {
    return new Statement.Assign(name, Type.REAL, value);
  }

  static Statement store(Value array, Value index, Value value) {
    return new Statement.Store(array, index, value, false);
  }

  static Statement add(Value array, Value index, Value value) {
    return new Statement.Store(array, index, value, true);
  }
}

package dev.layerc.emit;

import static dev.layerc.emit.Ir.array;
import static dev.layerc.emit.Ir.at;
import static dev.layerc.emit.Ir.index;
import static dev.layerc.emit.Ir.minus;
import static dev.layerc.emit.Ir.op;
import static dev.layerc.emit.Ir.plus;
import static dev.layerc.emit.Ir.real;
import static dev.layerc.emit.Ir.times;
import static dev.layerc.emit.Ir.var;
import static dev.layerc.emit.Ir.whole;
import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.CodeBlock;
import dev.layerc.equation.Precision;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import org.junit.jupiter.api.Test;

class ValueEmitterTest {
  private static final Value A = var("a");
  private static final Value B = var("b");
  private static final Value C = var("c");

  private static String text(Value value) {
    NetNames names = new NetNames("", "Net", Precision.FLOAT);
    ValueEmitter emitter = new ValueEmitter(FunctionNames.of(names), Precision.FLOAT, true);
    // Without the end of a line, JavaPoet still holds back what might have to be wrapped.
    return CodeBlock.of("$L\n", emitter.emit(value)).toString().strip();
  }

  @Test
  void bracketsStandWhereJavaNeedsThem() {
    assertThat(text(plus(A, times(B, C)))).isEqualTo("a + b * c");
    assertThat(text(times(plus(A, B), C))).isEqualTo("(a + b) * c");
    assertThat(text(minus(A, minus(B, C)))).isEqualTo("a - (b - c)");
    assertThat(text(minus(minus(A, B), C))).isEqualTo("a - b - c");
    assertThat(text(op(Code.DIVIDE, A, times(B, C)))).isEqualTo("a / (b * c)");
  }

  @Test
  void sumsOfFloatsKeepTheirOrder() {
    assertThat(text(plus(A, plus(B, C)))).isEqualTo("a + (b + c)");
  }

  @Test
  void sumsOfWholeNumbersReadPlainly() {
    Value i = index("i");
    Value inner = op(Code.INT_ADD, index("j"), whole(-3));
    assertThat(text(op(Code.INT_ADD, i, inner))).isEqualTo("i + j - 3");
    assertThat(text(op(Code.INT_ADD, i, op(Code.INT_ADD, index("j"), whole(3)))))
        .isEqualTo("i + j + 3");
  }

  @Test
  void signsNeverMerge() {
    assertThat(text(op(Code.NEGATE, op(Code.NEGATE, A)))).isEqualTo("-(-a)");
    assertThat(text(op(Code.NEGATE, real(-2)))).isEqualTo("-(-2f)");
    assertThat(text(minus(A, real(-2)))).isEqualTo("a - -2f");
    assertThat(text(op(Code.TO_REAL, op(Code.INT_NEGATE, index("i"))))).isEqualTo("(float) (-i)");
  }

  @Test
  void choicesNestOnTheRight() {
    Value less = op(Code.LESS, A, B);
    Value inner = new Value.Choice(op(Code.EQUAL, A, C), B, C);
    assertThat(text(new Value.Choice(less, A, inner))).isEqualTo("a < b ? a : a == c ? b : c");
    assertThat(text(plus(new Value.Choice(less, A, B), C))).isEqualTo("(a < b ? a : b) + c");
    assertThat(text(op(Code.NOT, less))).isEqualTo("!(a < b)");
  }

  @Test
  void functionsThatJavaHasForDoubleAreRounded() {
    assertThat(text(times(op(Code.SQRT, A), B))).isEqualTo("(float) Math.sqrt(a) * b");
    assertThat(text(op(Code.TANH, at(array("x"), whole(3))))).isEqualTo("NetMath.tanh(x[3])");
    assertThat(text(op(Code.FMA, A, B, C))).isEqualTo("Math.fma(a, b, c)");
  }

  @Test
  void keywordsAreRenamed() {
    assertThat(text(plus(var("class"), var("x.y")))).isEqualTo("class_ + x_y");
  }
}

package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.equation.Affine;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RowCopyTest {
  private static final Index C = new Index("c", 6);
  private static final Index I = new Index("i", 7);
  private static final Index J = new Index("j", 5);
  private static final Index K = new Index("k", 3);
  private static final Index L = new Index("l", 2);

  private static final Span SPAN = new Span(new SourceFile("test.nn", "net Test\n"), 0, 3);
  private static final Origin ORIGIN = new Origin("", SPAN, SPAN, Origin.Purpose.GRADIENT);

  private final Tensor x = new Tensor("x", Role.VALUE, ElementType.REAL, List.of(6, 9, 11), true);

  @Test
  void anAxisBecomesTheLast() {
    OperandCopy copy = copy(read(at(C), at(I), at(J)), C).orElseThrow();
    assertThat(print(copy)).isEqualTo("x rows 6 over axes 1[i2,i3,i4] = x[i4,i2,i3]");
    assertThat(copy.tensor().shape()).containsExactly(9, 11, 6);
    assertThat(placesOf(copy)).containsExactly(at(I), at(J), at(C));
  }

  @Test
  void aWindowLiesBesideTheAxis() {
    Expr row = Affine.of(I).plus(Affine.of(K)).toExpr();
    Expr column = Affine.of(J).times(2).plus(Affine.of(L)).plus(Affine.constant(1)).toExpr();
    OperandCopy copy = copy(read(at(C), row, column), L, C).orElseThrow();
    assertThat(print(copy))
        .isEqualTo(
            "x rows 2 by 6 over axes 3 by 5 step 2 from 1 and 1[i2,i3,i4,i5] = "
                + "x[i5, i2, i3*2+i4+1]");
    assertThat(copy.tensor().shape()).containsExactly(9, 5, 2, 6);
    assertThat(placesOf(copy)).containsExactly(row, at(J), at(L), at(C));
  }

  @Test
  void twoIndicesOnOneAxisHaveNoRow() {
    Expr both = Affine.of(K).plus(Affine.of(L)).toExpr();
    assertThat(copy(read(at(C), at(I), both), K, L)).isEmpty();
  }

  @Test
  void whatHasOneIndexOnlyHasNoRowOfTwo() {
    assertThat(copy(read(at(C), at(I), at(J)), L, C)).isEmpty();
  }

  @Test
  void whatIsReadBeyondItsEdgesHasNoRow() {
    List<Expr> places = List.of(at(Index.BATCH), at(C), at(I), at(J));
    assertThat(copy(new Expr.Read(x, places, OptionalDouble.of(0)), C)).isEmpty();
  }

  private Expr.Read read(Expr... places) {
    List<Expr> all = new ArrayList<>(List.of(at(Index.BATCH)));
    all.addAll(List.of(places));
    return new Expr.Read(x, all);
  }

  private static Expr at(Index index) {
    return new Expr.IndexValue(index);
  }

  private static Optional<OperandCopy> copy(Expr.Read read, Index... row) {
    return RowCopy.of(read, List.of(row));
  }

  private static List<Expr> placesOf(OperandCopy copy) {
    return copy.read().at().subList(1, copy.read().at().size());
  }

  private static String print(OperandCopy copy) {
    return EquationPrinter.fullNames().print(copy.equation(ORIGIN));
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.sum;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutionTest {
  private final Index i = new Index("i", 4);
  private final Index k = new Index("k", 4);
  private final Index k2 = new Index("k2", 4);
  private final Tensor w = new Tensor("W", Role.PARAMETER, ElementType.REAL, List.of(4, 4), false);
  private final Tensor x = new Tensor("x", Role.INPUT, ElementType.REAL, List.of(4), true);

  @Test
  void replacesFreeIndices() {
    Expr shifted = add(value(k), number(1));
    assertThat(Substitution.substitute(read(w, i, k2), Map.of(i, shifted)))
        .isEqualTo(read(w, shifted, value(k2)));
  }

  @Test
  void leavesBoundIndicesAlone() {
    Expr expr = sum(read(w, i, k), k);
    assertThat(Substitution.substitute(expr, Map.of(k, number(0)))).isSameAs(expr);
  }

  @Test
  void renamesAReducerThatWouldCatch() {
    assertThat(Substitution.substitute(sum(read(w, i, k), k), Map.of(i, value(k))))
        .isEqualTo(sum(read(w, k, k2), k2));
  }

  @Test
  void swapsAtOnce() {
    assertThat(Substitution.rename(read(w, i, k), Map.of(i, k, k, i))).isEqualTo(read(w, k, i));
  }

  @Test
  void anIndexOfTheSameNameButAnotherExtentCatchesToo() {
    Index longer = new Index("k", 9);
    Tensor v = new Tensor("v", Role.PARAMETER, ElementType.REAL, List.of(4, 9), false);
    assertThat(Substitution.rename(sum(read(v, i, longer), longer), Map.of(i, k)))
        .isEqualTo(sum(read(v, k, new Index("k2", 9)), new Index("k2", 9)));
  }

  @Test
  void theBatchIsNotCaught() {
    Expr expr = sum(add(read(x, i), value(k)), Index.BATCH);
    assertThatThrownBy(() -> Substitution.substitute(expr, Map.of(k, value(Index.BATCH))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void renamesApart() {
    FreshIndices fresh = new FreshIndices(List.of("i", "k"));
    Expr twice = add(sum(read(w, i, k), k), sum(read(w, i, k), k));
    Index k3 = new Index("k3", 4);
    assertThat(Substitution.renameApart(twice, fresh))
        .isEqualTo(add(sum(read(w, i, k2), k2), sum(read(w, i, k3), k3)));
  }

  @Test
  void renamesNestedReducersApart() {
    FreshIndices fresh = new FreshIndices(List.of("k"));
    Expr nested = sum(add(read(w, i, k), sum(read(w, k, k2), k2)), k);
    Index k3 = new Index("k3", 4);
    assertThat(Substitution.renameApart(nested, fresh))
        .isEqualTo(sum(add(read(w, i, k2), sum(read(w, k2, k3), k3)), k2));
  }

  @Test
  void freshNamesCountOn() {
    FreshIndices fresh = new FreshIndices(List.of("i", "i2"));
    assertThat(fresh.name("i")).isEqualTo("i3");
    assertThat(fresh.name("i2")).isEqualTo("i4");
    assertThat(fresh.name("j")).isEqualTo("j");
    assertThat(fresh.like(Index.BATCH)).isEqualTo(Index.BATCH);
  }
}

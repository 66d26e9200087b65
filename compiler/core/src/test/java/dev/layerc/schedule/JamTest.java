package dev.layerc.schedule;

import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Tensor;
import dev.layerc.gradient.TestNet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JamTest {
  private static final Index O = new Index("o", 16);
  private static final Index C = new Index("c", 6);
  private static final Index S = new Index("s", 20);

  private static final Span SPAN = new Span(new SourceFile("test.nn", "net Test\n"), 0, 3);
  private static final Origin ORIGIN = new Origin("", SPAN, SPAN, Origin.Purpose.FORWARD);

  private final TestNet net = new TestNet();

  @Test
  void twoIndicesOfDifferentFactorsShareWhatIsRead() {
    Expr product = multiply(read(tensor("d", O, S), O, S), read(tensor("x", C, S), C, S));
    assertThat(sizes(List.of(O, C), sum(product, S))).isEqualTo(Map.of(O, 2, C, 6));
  }

  @Test
  void indicesOfOneFactorShareNothing() {
    Expr product = multiply(read(tensor("d", O, C, S), O, C, S), read(tensor("x", S), S));
    assertThat(sizes(List.of(O, C), sum(product, S))).isEqualTo(Map.of(O, 8));
  }

  @Test
  void anIndexIsCutEvenly() {
    Expr product = multiply(read(tensor("d", O, S), O, S), read(tensor("x", S), S));
    assertThat(sizes(List.of(O), sum(product, S))).isEqualTo(Map.of(O, 8));
  }

  @Test
  void whatSumsNoProductsIsTakenPointByPoint() {
    assertThat(sizes(List.of(O, C), read(tensor("d", O, C), O, C))).isEmpty();
  }

  @Test
  void termsThatAreWrittenOutAreNotManyInOneBody() {
    Index k = new Index("k", 9);
    Expr product = multiply(read(tensor("d", O, S, k), O, S, k), read(tensor("x", O, k), O, k));
    assertThat(sizes(List.of(O), sum(product, k))).isEqualTo(Map.of(O, 4));
  }

  private Tensor tensor(String name, Index... axes) {
    return net.parameter(name, List.of(axes).stream().map(Index::extent).toArray(Integer[]::new));
  }

  private Map<Index, Integer> sizes(List<Index> indices, Expr value) {
    Tensor made = tensor("made", indices.toArray(Index[]::new));
    return Jam.of(Group.of(Equation.gather(made, indices, value, ORIGIN))).sizes();
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.readElse;
import static dev.layerc.equation.Terms.reduce;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.sum;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private static final Index BATCH = Index.BATCH;
  private static final double INF = Double.POSITIVE_INFINITY;
  private final Index i = new Index("i", 3);
  private final Index o = new Index("o", 2);
  private final Tensor w = tensor("W", false, 2, 3);
  private final Tensor x = tensor("x", true, 3);
  private final Tensor y = tensor("y", true, 2);

  private static Tensor tensor(String name, boolean perSample, Integer... shape) {
    return new Tensor(name, Role.VALUE, ElementType.REAL, List.of(shape), perSample);
  }

  private static double[] array(double... values) {
    return values;
  }

  private static double[] run(Step step, Tensor wanted, Map<Tensor, double[]> given, int batch) {
    Map<Tensor, double[]> values = new LinkedHashMap<>(given);
    Interpreter.run(List.of(step), values, Interpreter.Settings.training(batch, 7, 1));
    return values.get(wanted);
  }

  private double reduceX(Reducer reducer, double... values) {
    Tensor v = tensor("v", false, values.length);
    Index k = new Index("k", values.length);
    return Interpreter.evaluate(
        reduce(reducer, List.of(k), read(v, k)),
        new LinkedHashMap<>(Map.of(v, values)),
        Interpreter.Settings.prediction(1));
  }

  @Test
  void multipliesAMatrixWithEachSample() {
    Equation dense =
        Equation.gather(y, List.of(BATCH, o), sum(multiply(read(w, o, i), read(x, i)), i), null);
    Map<Tensor, double[]> given = Map.of(w, array(1, 2, 3, 4, 5, 6), x, array(1, 0, 0, 1, 1, 1));
    assertThat(run(dense, y, given, 2)).containsExactly(1, 4, 6, 15);
  }

  @Test
  void reducesOverTheBatchUnderAFreeBatchIndex() {
    Tensor centred = tensor("c", true, 3);
    Expr mean = reduce(Reducer.MEAN, List.of(BATCH), read(x, i));
    Equation equation =
        Equation.gather(centred, List.of(BATCH, i), subtract(read(x, i), mean), null);
    assertThat(run(equation, centred, Map.of(x, array(1, 2, 3, 3, 6, 9)), 2))
        .containsExactly(-1, -2, -3, 1, 2, 3);
  }

  @Test
  void reducersOverValues() {
    assertThat(reduceX(Reducer.SUM, 1, 2, 4)).isEqualTo(7);
    assertThat(reduceX(Reducer.MEAN, 1, 2, 6)).isEqualTo(3);
    assertThat(reduceX(Reducer.PROD, 2, 0, 4)).isEqualTo(0);
    assertThat(reduceX(Reducer.MAX, 1, 5, 5)).isEqualTo(5);
    assertThat(reduceX(Reducer.MIN, 1, -5, 5)).isEqualTo(-5);
    assertThat(reduceX(Reducer.ARGMAX, 1, 5, 5)).isEqualTo(1);
    assertThat(reduceX(Reducer.ARGMIN, 5, 1, 1)).isEqualTo(1);
    assertThat(reduceX(Reducer.LSE, 0, 0)).isEqualTo(Math.log(2));
    assertThat(reduceX(Reducer.LSE, 3)).isEqualTo(3);
  }

  @Test
  void extremeValues() {
    assertThat(reduceX(Reducer.LSE, 1000, 1000)).isCloseTo(1000 + Math.log(2), within(1e-12));
    assertThat(reduceX(Reducer.LSE, -1000, -1000)).isCloseTo(-1000 + Math.log(2), within(1e-12));
    assertThat(reduceX(Reducer.LSE, -INF, -INF)).isEqualTo(-INF);
    assertThat(reduceX(Reducer.LSE, INF, 1)).isEqualTo(INF);
    assertThat(reduceX(Reducer.LSE, INF, Double.NaN)).isNaN();
    assertThat(reduceX(Reducer.MAX, INF, Double.NaN, 1)).isNaN();
    assertThat(reduceX(Reducer.MIN, -INF, Double.NaN, 1)).isNaN();
    assertThat(reduceX(Reducer.ARGMAX, -INF, -INF)).isEqualTo(0);
    assertThat(reduceX(Reducer.ARGMAX, INF, Double.NaN, Double.NaN)).isEqualTo(1);
  }

  @Test
  void reducersOverNothing() {
    Map<Tensor, double[]> none = new LinkedHashMap<>();
    double[] results =
        Arrays.stream(Reducer.values())
            .mapToDouble(
                reducer ->
                    Interpreter.evaluate(
                        reduce(
                            reducer,
                            List.of(i),
                            apply(Operator.LESS, value(i), number(0)),
                            number(1)),
                        none,
                        Interpreter.Settings.prediction(1)))
            .toArray();
    assertThat(results).containsExactly(0, Double.NaN, 1, -INF, INF, -INF, -1, -1);
  }

  @Test
  void aWinnersPlaceCountsWhatWhereLeavesOut() {
    Expr last =
        reduce(Reducer.ARGMAX, List.of(o, i), apply(Operator.EQUAL, value(i), number(2)), value(o));
    assertThat(
            Interpreter.evaluate(last, new LinkedHashMap<>(), Interpreter.Settings.prediction(1)))
        .isEqualTo(5);
  }

  @Test
  void readsOutsideGiveTheOtherValueOrFail() {
    Tensor shifted = tensor("s", true, 3);
    Expr before = subtract(value(i), number(1));
    Equation padded = Equation.gather(shifted, List.of(BATCH, i), readElse(x, 9, before), null);
    assertThat(run(padded, shifted, Map.of(x, array(1, 2, 3)), 1)).containsExactly(9, 1, 2);
    Equation bare = Equation.gather(shifted, List.of(BATCH, i), read(x, before), null);
    assertThatThrownBy(() -> run(bare, shifted, Map.of(x, array(1, 2, 3)), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x is read outside, at [0, -1]");
  }

  @Test
  void onlyTheChosenBranchIsRead() {
    Tensor shifted = tensor("s", true, 3);
    Expr first = apply(Operator.EQUAL, value(i), number(0));
    Expr guarded = select(first, number(5), read(x, subtract(value(i), number(1))));
    Equation equation = Equation.gather(shifted, List.of(BATCH, i), guarded, null);
    assertThat(run(equation, shifted, Map.of(x, array(1, 2, 3)), 1)).containsExactly(5, 1, 2);
  }

  @Test
  void scattersAddWhatMeets() {
    Tensor de = tensor("dE", false, 4);
    Tensor words = new Tensor("t", Role.INPUT, ElementType.whole(4), List.of(3), true);
    Equation scatter =
        new Equation(
            de,
            List.of(BATCH, i),
            List.of(read(words, i)),
            Optional.of(apply(Operator.LESS, value(i), number(2))),
            read(x, i),
            true,
            null);
    Map<Tensor, double[]> given =
        Map.of(
            de, array(100, 0, 0, 0), words, array(1, 1, 0, 3, 1, 0), x, array(1, 2, 4, 8, 16, 32));
    assertThat(run(scatter, de, given, 2)).containsExactly(100, 19, 0, 8);
    assertThatThrownBy(() -> run(scatter, de, Map.of(words, array(1, 1, 0), x, array(1, 2, 4)), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dE");
  }

  @Test
  void placesOutsideTheTargetAreLeftOut() {
    Tensor target = tensor("s", false, 3);
    Equation scatter =
        new Equation(
            target,
            List.of(i),
            List.of(add(value(i), number(1))),
            Optional.empty(),
            number(1),
            true,
            null);
    assertThat(run(scatter, target, Map.of(target, array(0, 0, 0)), 1)).containsExactly(0, 1, 1);
  }

  @Test
  void timeRunsBothWays() {
    Index t = new Index("t", 3);
    Tensor h = tensor("h", true, 3);
    for (boolean descending : new boolean[] {false, true}) {
      Expr earlier = add(value(t), number(descending ? 1 : -1));
      Expr value = add(multiply(number(2), readElse(h, 1, earlier)), read(x, t));
      Recurrence recurrence =
          new Recurrence(
              t, descending, List.of(Equation.gather(h, List.of(BATCH, t), value, null)));
      double[] wanted = descending ? array(15, 7, 3) : array(3, 7, 15);
      assertThat(run(recurrence, h, Map.of(x, array(1, 1, 1)), 1)).containsExactly(wanted);
    }
  }

  @Test
  void equationsOfACycleSeeOneAnother() {
    Index t = new Index("t", 3);
    Tensor a = tensor("a", true, 3);
    Tensor h = tensor("h", true, 3);
    Expr last = subtract(value(t), number(1));
    Equation first =
        Equation.gather(a, List.of(BATCH, t), add(readElse(h, 0, last), number(1)), null);
    Equation second = Equation.gather(h, List.of(BATCH, t), multiply(read(a, t), number(10)), null);
    Recurrence recurrence = new Recurrence(t, false, List.of(first, second));
    assertThat(run(recurrence, h, Map.of(), 1)).containsExactly(10, 110, 1110);
  }

  @Test
  void drawsDependOnPlaceNotOnOrder() {
    Tensor mask = tensor("m", true, 3);
    Expr draw = new Expr.RandomDraw(2, List.of(-1, 3), List.of(value(BATCH), value(i)));
    Expr short3 = new Expr.RandomDraw(2, List.of(3), List.of(value(BATCH), value(i)));
    double[] both = run(Equation.gather(mask, List.of(BATCH, i), draw, null), mask, Map.of(), 2);
    double[] one = run(Equation.gather(mask, List.of(BATCH, i), short3, null), mask, Map.of(), 1);
    assertThat(both).startsWith(one).doesNotHaveDuplicates();
    assertThat(both[4]).isEqualTo(CounterRandom.uniform(CounterRandom.key(7, 1, 2), 4));
  }

  @Test
  void valuesAreCheckedAgainstTheirShapes() {
    Equation copy = Equation.gather(y, List.of(BATCH, o), number(1), null);
    assertThatThrownBy(() -> run(copy, y, Map.of(x, array(1)), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x has 3 elements, not 1");
    Equation early = Equation.gather(y, List.of(BATCH, o), read(x, value(o)), null);
    assertThatThrownBy(() -> run(early, y, Map.of(), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x is read before it is computed");
  }
}

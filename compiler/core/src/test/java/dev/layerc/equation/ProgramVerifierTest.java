package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.readElse;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.sum;
import static dev.layerc.equation.Terms.value;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramVerifierTest {
  private static final Index BATCH = Index.BATCH;
  private final Index i = new Index("i", 3);
  private final Index o = new Index("o", 2);
  private final Tensor x = tensor("x", Role.INPUT, true, 3);
  private final Tensor w = tensor("W", Role.PARAMETER, false, 2, 3);
  private final Tensor y = tensor("y", Role.VALUE, true, 2);
  private final Tensor label =
      new Tensor("label", Role.TARGET, ElementType.whole(2), List.of(), true);
  private final Tensor loss = tensor("loss", Role.VALUE, true);
  private final Equation dense =
      Equation.gather(y, List.of(BATCH, o), sum(multiply(read(w, o, i), read(x, i)), i), null);
  private final Equation picked =
      Equation.gather(loss, List.of(BATCH), read(y, read(label, new Expr[0])), null);

  private static Tensor tensor(String name, Role role, boolean perSample, Integer... shape) {
    return new Tensor(name, role, ElementType.REAL, List.of(shape), perSample);
  }

  private Program program(Step... steps) {
    return new Program(
        "Net",
        Precision.FLOAT,
        List.of(x),
        List.of(label),
        List.of(new Parameter(w, new Initializer.Constant(0), false, null)),
        List.of(),
        List.of(steps),
        List.of(new Output("y", y)),
        Optional.of(loss),
        List.of(),
        List.of(x),
        Optional.empty());
  }

  private void refuses(String message, Step... steps) {
    assertThatThrownBy(() -> ProgramVerifier.verify(program(steps)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  private Equation loss(Expr value) {
    return Equation.gather(loss, List.of(BATCH), value, null);
  }

  @Test
  void acceptsAWellMadeProgram() {
    assertThatCode(() -> ProgramVerifier.verify(program(dense, picked))).doesNotThrowAnyException();
  }

  @Test
  void namesTheEquationAtFault() {
    refuses("loss = y[label]: y is read before it is computed", picked, dense);
    refuses("no equation computes the loss", dense);
    refuses("written twice", dense, picked, picked);
  }

  @Test
  void indicesAreDeclaredOnce() {
    Index q = new Index("q", 3);
    refuses("index q is neither on the left nor reduced", dense, loss(read(x, q)));
    refuses("two indices are named i", dense, loss(sum(sum(read(x, i), i), i)));
    refuses(
        "index i does not run over axis 1 of y",
        Equation.gather(y, List.of(BATCH, i), read(x, i), null),
        picked);
  }

  @Test
  void valuesFitTheirPlaces() {
    Expr less = apply(Operator.LESS, value(BATCH), number(1));
    refuses("the value is a truth value", dense, loss(less));
    refuses("an index of x is not a whole number", dense, loss(read(x, number(0.5))));
    refuses("a condition is not a truth value", dense, loss(select(number(1), less, less)));
    refuses("ADD of a truth value", dense, loss(add(less, number(1))));
    refuses("FLOOR_DIVIDE of", dense, loss(apply(Operator.FLOOR_DIVIDE, number(0.5), number(2))));
  }

  @Test
  void samplesStayApart() {
    Tensor total = tensor("t", Role.VALUE, false);
    Equation mixed = Equation.gather(total, List.of(), sum(read(x, i), i), null);
    refuses("index batch is neither on the left nor reduced", dense, picked, mixed);
    Equation other =
        Equation.gather(
            loss, List.of(BATCH), new Expr.Read(x, List.of(number(0), number(0))), null);
    refuses("at another sample", dense, other);
    Equation unwritten = Equation.gather(y, List.of(o, i), number(0), null);
    refuses("not written at its sample", unwritten, picked);
  }

  @Test
  void scattersFollowAFirstWrite() {
    Tensor counts = tensor("n", Role.VALUE, false, 2);
    Equation zeros = Equation.gather(counts, List.of(o), number(0), null);
    Equation scatter =
        new Equation(
            counts,
            List.of(BATCH),
            List.of(read(label, new Expr[0])),
            Optional.empty(),
            number(1),
            true,
            null);
    assertThatCode(() -> ProgramVerifier.verify(program(dense, picked, zeros, scatter)))
        .doesNotThrowAnyException();
    refuses("n is changed before all of it is written", dense, picked, scatter);
  }

  @Test
  void twoTensorsOfOneNameAreTold() {
    Tensor twin = tensor("y", Role.VALUE, true, 3);
    refuses(
        "two tensors are named y",
        dense,
        picked,
        Equation.gather(twin, List.of(BATCH, i), number(0), null));
  }

  @Test
  void timeLooksBackOnly() {
    Index t = new Index("t", 3);
    Tensor h = tensor("h", Role.VALUE, true, 3);
    for (boolean descending : new boolean[] {false, true}) {
      assertThatCode(
              () -> ProgramVerifier.verify(program(dense, picked, loop(h, t, descending, 1))))
          .doesNotThrowAnyException();
      refuses("is read before it is computed", dense, picked, loop(h, t, descending, -1));
      refuses("is read before it is computed", dense, picked, loop(h, t, descending, 0));
    }
    Expr jumping = readElse(h, 0, multiply(value(t), number(2)));
    Equation bad = Equation.gather(h, List.of(BATCH, t), jumping, null);
    refuses("no constant distance", dense, picked, new Recurrence(t, false, List.of(bad)));
  }

  private static Recurrence loop(Tensor h, Index t, boolean descending, int back) {
    Expr at = subtract(value(t), number(descending ? -back : back));
    Equation cell = Equation.gather(h, List.of(BATCH, t), readElse(h, 0, at), null);
    return new Recurrence(t, descending, List.of(cell));
  }

  @Test
  void derivedProgramsHaveTheirGradients() {
    Tensor dw = tensor("dW", Role.ADJOINT, false, 2, 3);
    Expr value = sum(read(x, i), BATCH);
    Equation gradient = Equation.gather(dw, List.of(o, i), value, null);
    Map<Tensor, Tensor> gradients = new LinkedHashMap<>(Map.of(w, dw));
    Program source = program(dense, picked);
    List<Step> forward = List.of(dense, picked);
    assertThatCode(
            () ->
                ProgramVerifier.verify(
                    new DerivedProgram(
                        source, List.of(dense), forward, List.of(gradient), gradients)))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                ProgramVerifier.verify(
                    new DerivedProgram(source, List.of(dense), forward, List.of(), gradients)))
        .hasMessageContaining("no equation computes the gradient dW");
    assertThatThrownBy(
            () ->
                ProgramVerifier.verify(
                    new DerivedProgram(source, forward, forward, List.of(), Map.of())))
        .hasMessageContaining("label is read before it is computed");
  }
}

package dev.layerc.equation;

import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.sum;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker is checked: it passes right gradients and catches planted wrong ones. */
class FiniteDifferencesTest {
  private static final Index BATCH = Index.BATCH;
  private final Index i = new Index("i", 3);
  private final Index o = new Index("o", 2);
  private final Tensor x = tensor("x", Role.INPUT, true, 3);
  private final Tensor w = tensor("W", Role.PARAMETER, false, 2, 3);
  private final Tensor z = tensor("z", Role.VALUE, true, 2);
  private final Tensor y = tensor("y", Role.VALUE, true, 2);
  private final Tensor loss = tensor("loss", Role.VALUE, true);
  private final Tensor dz = tensor("dz", Role.ADJOINT, true, 2);
  private final Tensor dw = tensor("dW", Role.ADJOINT, false, 2, 3);
  private final Tensor dx = tensor("dx", Role.ADJOINT, true, 3);

  private static Tensor tensor(String name, Role role, boolean perSample, Integer... shape) {
    return new Tensor(name, role, ElementType.REAL, List.of(shape), perSample);
  }

  /** loss = sum f(W x)^2 / 2 with dz = {@code dz}. */
  private DerivedProgram program(Operator activation, Expr activated, Expr dzValue) {
    List<Step> forward =
        List.of(
            Equation.gather(
                z, List.of(BATCH, o), sum(multiply(read(w, o, i), read(x, i)), i), null),
            Equation.gather(y, List.of(BATCH, o), activated, null),
            Equation.gather(
                loss,
                List.of(BATCH),
                multiply(number(0.5), sum(multiply(read(y, o), read(y, o)), o)),
                null));
    List<Step> backward =
        List.of(
            Equation.gather(dz, List.of(BATCH, o), dzValue, null),
            Equation.gather(dw, List.of(o, i), sum(multiply(read(dz, o), read(x, i)), BATCH), null),
            Equation.gather(
                dx, List.of(BATCH, i), sum(multiply(read(dz, o), read(w, o, i)), o), null));
    Program source =
        new Program(
            activation.name(),
            Precision.DOUBLE,
            List.of(x),
            List.of(),
            List.of(new Parameter(w, new Initializer.Constant(0), false, null)),
            List.of(),
            forward,
            List.of(new Output("y", y)),
            Optional.of(loss),
            List.of(),
            List.of(x),
            Optional.empty());
    Map<Tensor, Tensor> gradients = new LinkedHashMap<>();
    gradients.put(w, dw);
    gradients.put(x, dx);
    DerivedProgram derived = new DerivedProgram(source, forward, forward, backward, gradients);
    ProgramVerifier.verify(derived);
    return derived;
  }

  private List<FiniteDifferences.Comparison> compare(DerivedProgram program) {
    Interpreter.Settings settings = Interpreter.Settings.training(4, 1, 1);
    Map<Tensor, double[]> given = RandomValues.of(program.source(), 4, 11);
    return new FiniteDifferences(program, given, settings, 5).compare(6);
  }

  private DerivedProgram tanh(double factor) {
    Expr slope = subtract(number(1), multiply(read(y, o), read(y, o)));
    return program(
        Operator.TANH,
        apply(Operator.TANH, read(z, o)),
        multiply(number(factor), multiply(read(y, o), slope)));
  }

  @Test
  void rightGradientsPass() {
    assertThat(compare(tanh(1)))
        .hasSize(12)
        .allMatch(FiniteDifferences.Comparison::smooth)
        .allMatch(c -> c.agrees(1e-9), "agrees to 1e-9");
  }

  @Test
  void plantedWrongGradientsAreCaught() {
    assertThat(compare(tanh(1.001))).allMatch(c -> !c.agrees(1e-6), "is caught");
    assertThat(compare(tanh(-1))).allMatch(c -> !c.agrees(1e-6), "is caught");
    assertThat(compare(tanh(Double.POSITIVE_INFINITY))).noneMatch(c -> c.agrees(1e-6));
  }

  @Test
  void kinksAreStepped() {
    Expr positive = apply(Operator.GREATER, read(z, o), number(0));
    DerivedProgram relu =
        program(
            Operator.MAX,
            apply(Operator.MAX, read(z, o), number(0)),
            select(positive, read(y, o), number(0)));
    assertThat(compare(relu)).allMatch(c -> c.agrees(1e-8), "agrees to 1e-8");
    assertThat(compare(relu)).anyMatch(FiniteDifferences.Comparison::smooth);
  }

  /** The square of relu is smooth but for the slope of its slope, at 0, where the inputs lie. */
  @Test
  void kinksOfTheSlopeAreSteppedToo() {
    Expr positive = apply(Operator.MAX, read(z, o), number(0));
    Expr slope = multiply(multiply(number(2), positive), read(y, o));
    DerivedProgram squared = program(Operator.POWER, multiply(positive, positive), slope);
    Map<Tensor, double[]> given = RandomValues.of(squared.source(), 4, 11);
    double[] inputs = given.get(x);
    for (int n = 0; n < inputs.length; n++) {
      inputs[n] *= 1e-3;
    }
    List<FiniteDifferences.Comparison> comparisons =
        new FiniteDifferences(squared, given, Interpreter.Settings.training(4, 1, 1), 5).compare(6);
    assertThat(comparisons).allMatch(c -> c.agrees(1e-8), "agrees to 1e-8");
  }

  @Test
  void exactlyOnAKinkNothingIsClaimed() {
    Expr positive = apply(Operator.GREATER, read(z, o), number(0));
    Expr one = select(positive, number(1), number(0));
    Expr root = apply(Operator.SQRT, apply(Operator.ABS, read(z, o)));
    DerivedProgram kinked = program(Operator.ABS, root, one);
    Map<Tensor, double[]> zero = new LinkedHashMap<>();
    zero.put(x, new double[3]);
    zero.put(w, new double[6]);
    List<FiniteDifferences.Comparison> comparisons =
        new FiniteDifferences(kinked, zero, Interpreter.Settings.training(1, 1, 1), 5).compare(1);
    assertThat(comparisons).allMatch(c -> Double.isFinite(c.measured()), "is finite");
  }
}

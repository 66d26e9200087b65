package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorLoopsTest {
  private static final Value.Local I = new Value.Local("i", Type.INT);
  private static final Value.Local J = new Value.Local("j", Type.INT);
  private static final Value.Local A = new Value.Local("a", Type.REAL);
  private static final Value.Local X = new Value.Local("x", Type.REAL_ARRAY);
  private static final Value.Local Y = new Value.Local("y", Type.REAL_ARRAY);
  private static final Value.Local ROWS = new Value.Local("z", Type.REAL_ROWS);
  private static final Value ZERO = new Value.Real(0);

  @Test
  void aChoiceIsMadeInVectorsAndForTheRest() {
    VectorNests nests = nests(loop(20, store(Y, choice(greater(at(X), ZERO), at(Y), ZERO))));
    assertThat(print(nests.method().body()))
        .isEqualTo(
            """
            if vectors fit 20
              mChoices(y, x)
            else
              for i in 0 .. 20
                y[i] = ((x[i] > 0) ? y[i] : 0)
            """);
    assertThat(print(nests.onVectors().get(0).body()))
        .isEqualTo(
            """
            for vector in 0 .. int_quotient(20, LANES)
              INT lane = (vector * LANES)
              LANES xLanes = x[lane ..]
              MASK where = (xLanes > 0)
              LANES yLanes = y[lane ..]
              LANES yLanes2 = blend(broadcast(0), yLanes, where)
              y[lane] = yLanes2
            for i in (int_quotient(20, LANES) * LANES) .. 20
              y[i] = ((x[i] > 0) ? y[i] : 0)
            """);
  }

  @Test
  void nothingIsLeftOfRowsThatFillEveryVector() {
    assertThat(inVectors(loop(32, store(Y, choice(greater(at(X), ZERO), at(X), ZERO)))))
        .contains("vector")
        .doesNotContain("for i");
  }

  @Test
  void aChoiceOfSeveralVariablesIsABlendOfEach() {
    Statement declare = new Statement.Declare(Type.REAL, "a", at(X));
    Statement place = new Statement.Declare(Type.INT, "p", Wholes.constant(0));
    Value.Local p = new Value.Local("p", Type.INT);
    Statement choose =
        new Statement.Branch(
            greater(at(Y), A), List.of(assign(A, at(Y)), assign(p, Wholes.constant(3))), List.of());
    Statement store = new Statement.Store(new Value.Local("w", Type.REAL_ARRAY), I, p, false);
    assertThat(inVectors(loop(32, declare, place, choose, store)))
        .isEqualTo(
            """
            for vector in 0 .. int_quotient(32, LANES)
              INT lane = (vector * LANES)
              LANES xLanes = x[lane ..]
              LANES a = xLanes
              LANES p = broadcast(0)
              LANES yLanes = y[lane ..]
              MASK where = (yLanes > a)
              a = blend(a, yLanes, where)
              p = blend(p, 3, where)
              w[lane] = p
            """);
  }

  @Test
  void aNestIsOneMethodAndTheNeighbourJoinsIt() {
    Statement row = new Statement.Declare(Type.REAL_ARRAY, "zRow", new Value.Element(ROWS, J));
    Value zRow = new Value.Local("zRow", Type.REAL_ARRAY);
    Statement inner = loop(32, store(zRow, choice(greater(at(zRow), ZERO), at(zRow), ZERO)));
    Statement nest =
        new Statement.Loop("j", Wholes.constant(0), Wholes.constant(8), 1, List.of(row, inner));
    Statement before =
        new Statement.Branch(
            new Value.VectorsFit(Wholes.constant(32)),
            List.of(new Statement.Invoke("sums", List.of())),
            List.of());
    assertThat(print(nests(before, nest).method().body()))
        .startsWith("if vectors fit 32\n  sums()\n  mChoices(z)\nelse\n  for j in 0 .. 8\n");
  }

  @Test
  void aLoopWithoutAChoiceStays() {
    assertStays(loop(32, store(Y, new Value.Operation(Code.MAX, at(X), ZERO))));
  }

  @Test
  void aConditionOnWholeNumbersStays() {
    Value inside = new Value.Operation(Code.GREATER, I, Wholes.constant(3));
    assertStays(loop(32, store(Y, choice(inside, at(X), ZERO))));
    Value both = new Value.Operation(Code.AND, inside, greater(at(X), ZERO));
    assertStays(loop(32, store(Y, choice(both, at(X), ZERO))));
  }

  @Test
  void whatAnotherTurnOfTheLoopStoresStays() {
    Value before = new Value.Element(Y, Wholes.subtract(I, Wholes.constant(1)));
    assertStays(loop(32, store(Y, choice(greater(before, ZERO), at(X), ZERO))));
  }

  @Test
  void twoPlacesOfAnArrayThatAreStoredStay() {
    Statement next = new Statement.Store(Y, Wholes.add(I, Wholes.constant(1)), at(X), false);
    assertStays(loop(32, store(Y, choice(greater(at(X), ZERO), at(X), ZERO)), next));
  }

  @Test
  void aRunningNumberStays() {
    assertStays(loop(32, assign(A, choice(greater(at(X), A), at(X), A))));
  }

  @Test
  void aShortRowStays() {
    assertStays(loop(15, store(Y, choice(greater(at(X), ZERO), at(X), ZERO))));
  }

  @Test
  void aFunctionThatVectorsDoNotHaveStays() {
    Value exp = new Value.Operation(Code.EXP, at(X));
    assertStays(loop(32, store(Y, choice(greater(at(X), ZERO), exp, ZERO))));
  }

  private static void assertStays(Statement loop) {
    VectorNests nests = nests(loop);
    assertThat(print(nests.method().body())).isEqualTo(print(List.of(loop)));
    assertThat(nests.onVectors()).isEmpty();
  }

  private static String inVectors(Statement loop) {
    VectorNests nests = nests(loop);
    assertThat(nests.method().body()).hasSize(1);
    return print(nests.onVectors().get(0).body());
  }

  private static VectorNests nests(Statement... body) {
    Method method = new Method("m", List.of(), List.of(body), List.of());
    return new VectorNests(method, new JavaNames("m"));
  }

  private static Statement loop(int length, Statement... body) {
    return new Statement.Loop("i", Wholes.constant(0), Wholes.constant(length), 1, List.of(body));
  }

  private static Statement store(Value array, Value value) {
    return new Statement.Store(array, I, value, false);
  }

  private static Statement assign(Value.Local local, Value value) {
    return new Statement.Assign(local.name(), local.type(), value);
  }

  private static Value at(Value array) {
    return new Value.Element(array, I);
  }

  private static Value greater(Value left, Value right) {
    return new Value.Operation(Code.GREATER, left, right);
  }

  private static Value choice(Value condition, Value whenTrue, Value whenFalse) {
    return new Value.Choice(condition, whenTrue, whenFalse);
  }

  private static String print(List<Statement> statements) {
    String method = LoopPrinter.print(new Method("m", List.of(), statements, List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}

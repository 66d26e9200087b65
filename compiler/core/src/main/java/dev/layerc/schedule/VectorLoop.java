package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An innermost loop along rows, in vectors; the numbers that fill none at its end as before. */
final class VectorLoop {
  /** A vector of floats has at most 16 lanes; a shorter row would be computed one by one. */
  private static final int SHORTEST = 16;

  /** HotSpot makes objects of vectors in methods with many more operations on them. */
  private static final int MOST_OPERATIONS = 50;

  private final Statement.Loop loop;

  private VectorLoop(Statement.Loop loop) {
    this.loop = loop;
  }

  /**
   * The loop in vectors; empty where it has no choices, or vectors cannot do it.
   *
   * @param arrays the arrays that the row in a local may be of
   */
  static Optional<VectorLoop> of(Statement.Loop loop, Map<String, Set<String>> arrays) {
    boolean can =
        loop.from().equals(Wholes.constant(0))
            && loop.step() == 1
            && isLong(loop.to())
            && new LaneCheck(loop, arrays).canRun();
    return Optional.of(new VectorLoop(loop)).filter(made -> can && made.isSmall());
  }

  private static boolean isLong(Value length) {
    return !(length instanceof Value.Whole whole) || whole.value() >= SHORTEST;
  }

  private boolean isSmall() {
    int[] operations = new int[1];
    for (Statement statement : statements(new JavaNames())) {
      LoopRewriter.forEachStatement(
          statement, s -> operations[0] += s instanceof Statement.StoreLanes ? 1 : 0);
      LoopRewriter.forEachValue(statement, v -> operations[0] += isOfVectors(v) ? 1 : 0);
    }
    return operations[0] <= MOST_OPERATIONS;
  }

  /** True for an operation on vectors. */
  static boolean isOfVectors(Value value) {
    return value instanceof Value.Lanes
        || value instanceof Value.Broadcast
        || value instanceof Value.LaneWise
        || value instanceof Value.Blend;
  }

  /**
   * The loop over the vectors, and one over what is left; new locals have names of {@code names}.
   */
  List<Statement> statements(JavaNames names) {
    Value.Local vector = new Value.Local(names.fresh("vector"), Type.INT);
    Value.Local lane = new Value.Local(names.fresh("lane"), Type.INT);
    List<Statement> body = new ArrayList<>();
    body.add(new Statement.Declare(Type.INT, lane.name(), Wholes.multiply(vector, Width.LANES)));
    body.addAll(new LanesOfLoop(loop, lane, names).statements());
    Value vectors = new Value.Operation(Code.INT_QUOTIENT, loop.to(), Width.LANES);
    List<Statement> all = new ArrayList<>();
    all.add(new Statement.Loop(vector.name(), Wholes.constant(0), vectors, 1, body));
    if (!fillsVectors()) {
      Value done = Wholes.multiply(vectors, Width.LANES);
      all.add(new Statement.Loop(loop.variable(), done, loop.to(), 1, loop.body()));
    }
    return all;
  }

  /** True where nothing is left, however many lanes there are. */
  private boolean fillsVectors() {
    Value factor =
        loop.to() instanceof Value.Operation product && product.code() == Code.INT_MULTIPLY
            ? product.operands().get(1)
            : loop.to();
    return factor instanceof Value.Whole whole && whole.value() % Width.MOST_LANES == 0;
  }
}

package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a loop for as many of its turns as a vector has lanes. Every number that it reads is
 * loaded once; whole numbers are lanes of real ones, which is how they are stored and compared.
 * Masks have names: {@code where} a comparison holds.
 */
final class LanesOfLoop {
  private static final String ROW = "Row";

  private final Statement.Loop loop;
  private final LoopParts parts;
  private final Value.Local lane;
  private final JavaNames names;
  private final Map<Value.Element, Value.Local> loaded = new LinkedHashMap<>();
  private final List<Statement> out = new ArrayList<>();

  /**
   * For a loop that passes {@link LaneCheck}.
   *
   * @param lane the turn that the first lane is
   */
  LanesOfLoop(Statement.Loop loop, Value.Local lane, JavaNames names) {
    this.loop = loop;
    this.parts = new LoopParts(loop);
    this.lane = lane;
    this.names = names;
  }

  List<Statement> statements() {
    loop.body().forEach(this::add);
    return out;
  }

  private void add(Statement statement) {
    if (statement instanceof Statement.Declare declare) {
      out.add(new Statement.Declare(Type.LANES, declare.name(), lanes(declare.value())));
    } else if (statement instanceof Statement.Store store) {
      add(store);
    } else if (statement instanceof Statement.Branch branch) {
      Value where = mask(branch.condition());
      for (Statement inner : branch.whenTrue()) {
        Statement.Assign assign = (Statement.Assign) inner;
        Value value = number(assign.value());
        assign(assign.name(), new Value.Blend(local(assign.name()), value, where));
      }
    } else if (statement instanceof Statement.Assign assign) {
      assign(assign.name(), lanes(assign.value()));
    }
  }

  private void assign(String name, Value value) {
    out.add(new Statement.Assign(name, Type.LANES, value));
  }

  private void add(Statement.Store store) {
    Value.Element place = new Value.Element(store.array(), store.index());
    Value value =
        store.add()
            ? new Value.LaneWise(Code.ADD, lanes(place), number(store.value()))
            : lanes(store.value());
    Value stored = value instanceof Value.Local ? value : declare(Type.LANES, nameOf(place), value);
    out.add(new Statement.StoreLanes(stored, store.array(), atLane(store.index())));
    loaded.remove(place);
  }

  private static Value.Local local(String name) {
    return new Value.Local(name, Type.LANES);
  }

  /** A number, where it is the same for all lanes; else these. */
  private Value number(Value value) {
    if (!parts.isSame(value)) {
      return lanes(value);
    }
    if (value instanceof Value.Whole whole) {
      return new Value.Real(whole.value());
    }
    return WholeRanges.isWhole(value)
        ? declare(Type.REAL, "number", new Value.Operation(Code.TO_REAL, value))
        : value;
  }

  private Value lanes(Value value) {
    if (parts.isSame(value)) {
      return new Value.Broadcast(number(value));
    }
    if (value instanceof Value.Local declared) {
      return local(declared.name());
    }
    if (value instanceof Value.Element element) {
      return load(element);
    }
    if (value instanceof Value.Choice choice) {
      Value where = mask(choice.condition());
      return new Value.Blend(lanes(choice.whenFalse()), number(choice.whenTrue()), where);
    }
    return laneWise((Value.Operation) value);
  }

  /** The second of two operands may be a number; that of {@link Code#FMA} may not. */
  private Value laneWise(Value.Operation operation) {
    List<Value> of = new ArrayList<>();
    for (Value operand : operation.operands()) {
      boolean second = of.size() == 1 && operation.operands().size() == 2;
      of.add(second ? number(operand) : lanes(operand));
    }
    return new Value.LaneWise(operation.code(), of);
  }

  private Value.Local load(Value.Element element) {
    return loaded.computeIfAbsent(
        element,
        e -> {
          Value lanes = new Value.Lanes(e.array(), atLane(e.index()));
          return declare(Type.LANES, nameOf(e), lanes);
        });
  }

  private static String nameOf(Value.Element element) {
    String array = Rows.nameOf(element);
    int row = array.lastIndexOf(ROW);
    return (row > 0 ? array.substring(0, row) : array) + "Lanes";
  }

  private Value mask(Value condition) {
    Value.Operation operation = (Value.Operation) condition;
    return operation.code().compareTo(Code.AND) >= 0
        ? new Value.LaneWise(
            operation.code(), operation.operands().stream().map(this::mask).toList())
        : declare(Type.MASK, "where", laneWise(operation));
  }

  private Value.Local declare(Type type, String wanted, Value value) {
    Value.Local local = new Value.Local(names.fresh(wanted), type);
    out.add(new Statement.Declare(type, local.name(), value));
    return local;
  }

  private Value atLane(Value index) {
    return LoopRewriter.map(
        index,
        part ->
            part instanceof Value.Local local && local.name().equals(loop.variable())
                ? lane
                : part);
  }
}

package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts statements that {@link LineCheck} lets pass in vectors; those that have nothing to do with
 * lanes stay. What lies in memory is loaded once, until the array is written to.
 *
 * <pre>{@code
 * float h = tanh(w[lane]*x0 + b[lane]);
 *
 * becomes
 *
 * lanes w = w[0 ..]; lanes b = b[0 ..];
 * row[0 ..] = fma(w, x0, b); row = tanh(row); lanes h = row[0 ..];
 * }</pre>
 */
final class LaneCode {
  private static final Value START = Wholes.constant(0);

  private final MethodDraft method;
  private final LaneWidth width;

  /** The locals that hold a number for each lane. */
  private final Set<String> vectors = new LinkedHashSet<>();

  private LoadedLanes loaded = new LoadedLanes();
  private List<Statement> out = new ArrayList<>();

  LaneCode(MethodDraft method, LaneWidth width) {
    this.method = method;
    this.width = width;
  }

  /** True for statements that can come next. */
  boolean canRun(List<Statement> lines) {
    return new LineCheck(vectors, width.mapsRows()).canRun(lines);
  }

  boolean isInLanes(Value value) {
    return LineCheck.isInLanes(value, vectors);
  }

  /** Notes what was declared as a vector by somebody else. */
  void note(Value.Local lanes) {
    vectors.add(lanes.name());
  }

  /** From here on, nothing is loaded. */
  void forgetLoads() {
    loaded = new LoadedLanes();
  }

  List<Statement> of(List<Statement> lines) {
    List<Statement> before = out;
    out = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i + 1 < lines.size() && isStoredResult(lines.get(i), lines.get(i + 1))) {
        addStored((Statement.Declare) lines.get(i), (Statement.Store) lines.get(i + 1));
        i++;
      } else {
        add(lines.get(i));
      }
    }
    List<Statement> made = out;
    out = before;
    return made;
  }

  /** True where a function's result is declared and then stored. */
  private boolean isStoredResult(Statement line, Statement next) {
    return line instanceof Statement.Declare declare
        && isOfRow(declare.value())
        && isInLanes(declare.value())
        && next instanceof Statement.Store store
        && !store.add()
        && store.value().equals(new Value.Local(declare.name(), declare.type()));
  }

  /** The function puts its result where it is to be stored. */
  private void addStored(Statement.Declare declare, Statement.Store store) {
    vectors.add(declare.name());
    Value place = LanePlaces.first(store.index());
    Value result = ofRow((Value.Operation) declare.value(), store.array(), place);
    out.add(new Statement.Declare(Type.LANES, declare.name(), result));
    loaded.forget(store.array());
  }

  private void add(Statement line) {
    if (line instanceof Statement.Branch branch) {
      Value condition = branch.condition();
      out.add(new Statement.Branch(condition, block(branch.whenTrue()), block(branch.whenFalse())));
    } else if (!LineCheck.isInLanes(line, vectors)) {
      out.add(line);
    } else if (line instanceof Statement.Declare declare) {
      declareAs(declare.name(), declare.value());
    } else if (line instanceof Statement.Assign assign) {
      out.add(new Statement.Assign(assign.name(), Type.LANES, lanes(assign.value())));
    } else if (line instanceof Statement.Store store) {
      add(store);
    }
    LoopRewriter.forEachStatement(line, this::forget);
  }

  /** What a block loads is known in it alone. */
  private List<Statement> block(List<Statement> lines) {
    LoadedLanes outer = loaded;
    loaded = outer.copy();
    List<Statement> made = of(lines);
    loaded = outer;
    return made;
  }

  private void forget(Statement line) {
    if (line instanceof Statement.Store store) {
      loaded.forget(store.array());
    }
  }

  private void declareAs(String name, Value value) {
    vectors.add(name);
    if (value instanceof Value.Element element && loaded.find(element).isEmpty()) {
      out.add(new Statement.Declare(Type.LANES, name, LoadedLanes.load(element)));
      loaded.put(element, new Value.Local(name, Type.LANES));
    } else {
      Value made = isOfRow(value) ? ofRow((Value.Operation) value) : lanes(value);
      out.add(new Statement.Declare(Type.LANES, name, made));
    }
  }

  private static boolean isOfRow(Value value) {
    return value instanceof Value.Operation operation
        && MappedLoop.OF_ROWS.contains(operation.code());
  }

  private void add(Statement.Store store) {
    Value.Element place = new Value.Element(store.array(), store.index());
    Value value = store.add() ? Reals.plusTerm(place, store.value()) : store.value();
    Value lanes = lanes(value);
    out.add(new Statement.StoreLanes(lanes, store.array(), LanePlaces.first(store.index())));
  }

  private Value lanes(Value value) {
    if (!isInLanes(value)) {
      return new Value.Broadcast(number(value));
    }
    if (value instanceof Value.Local local) {
      return new Value.Local(local.name(), Type.LANES);
    }
    if (value instanceof Value.Element element) {
      return loaded.find(element).orElseGet(() -> load(element));
    }
    if (value instanceof Value.Choice choice) {
      Value where = mask(choice.condition());
      Value blend = new Value.Blend(lanes(choice.whenFalse()), either(choice.whenTrue()), where);
      return declare(Type.LANES, "chosen", new Value.OfKnownClass(blend));
    }
    Value.Operation operation = (Value.Operation) value;
    return isOfRow(operation)
        ? declare(Type.LANES, "mapped", ofRow(operation))
        : laneWise(operation);
  }

  private Value.Local load(Value.Element element) {
    String name = Rows.nameOf(element) + "Lanes";
    Value.Local lanes = declare(Type.LANES, name, LoadedLanes.load(element));
    loaded.put(element, lanes);
    return lanes;
  }

  /** A number, where it is the same for all lanes; else these. */
  private Value either(Value value) {
    return isInLanes(value) ? lanes(value) : number(value);
  }

  private static Value number(Value value) {
    return value instanceof Value.Whole whole ? new Value.Real(whole.value()) : value;
  }

  /** A function of a row of as many numbers as there are lanes. */
  private Value ofRow(Value.Operation function) {
    return ofRow(function, method.array(width.row()), START);
  }

  private Value ofRow(Value.Operation function, Value to, Value place) {
    Value argument = lanes(function.operands().get(0));
    Value.Local row = method.array(width.row());
    Value length = Wholes.constant(width.lanes());
    out.add(new Statement.StoreLanes(argument, row, START));
    out.add(new Statement.MapRow(function.code(), row, START, to, place, length));
    return new Value.Lanes(to, place);
  }

  /** The first operand is in lanes, and of a sum the product is part of one operation with it. */
  private Value laneWise(Value.Operation operation) {
    List<Value> of = operation.operands();
    return switch (operation.code()) {
      case FMA -> sum(of.get(0), of.get(1), of.get(2));
      case ADD -> {
        if (isProduct(of.get(1))) {
          List<Value> factors = ((Value.Operation) of.get(1)).operands();
          yield sum(factors.get(0), factors.get(1), of.get(0));
        }
        yield commuting(Code.ADD, of.get(0), of.get(1));
      }
      case MULTIPLY, MIN, MAX -> commuting(operation.code(), of.get(0), of.get(1));
      case SUBTRACT, DIVIDE ->
          new Value.LaneWise(operation.code(), lanes(of.get(0)), either(of.get(1)));
      default -> new Value.LaneWise(operation.code(), lanes(of.get(0)));
    };
  }

  private boolean isProduct(Value value) {
    return isInLanes(value)
        && value instanceof Value.Operation operation
        && operation.code() == Code.MULTIPLY;
  }

  private Value commuting(Code code, Value one, Value other) {
    return isInLanes(one)
        ? new Value.LaneWise(code, lanes(one), either(other))
        : new Value.LaneWise(code, lanes(other), number(one));
  }

  private Value sum(Value one, Value other, Value rest) {
    if (!isInLanes(one) && !isInLanes(other)) {
      return new Value.LaneWise(Code.ADD, lanes(rest), Reals.times(one, other));
    }
    Value added = either(rest);
    Value first = isInLanes(one) ? one : other;
    Value second = isInLanes(one) ? other : one;
    boolean numbers = !isInLanes(second) && !isInLanes(rest);
    return numbers
        ? new Value.LaneWise(Code.FMA, lanes(first), number(second), added)
        : new Value.LaneWise(
            Code.FMA, lanes(first), lanes(second), isInLanes(rest) ? added : lanes(rest));
  }

  private Value mask(Value condition) {
    Value.Operation operation = (Value.Operation) condition;
    List<Value> of = operation.operands();
    if (operation.code().compareTo(Code.AND) >= 0) {
      return new Value.LaneWise(operation.code(), of.stream().map(this::mask).toList());
    }
    Value compared = new Value.LaneWise(operation.code(), lanes(of.get(0)), either(of.get(1)));
    return declare(Type.MASK, "where", compared);
  }

  private Value.Local declare(Type type, String wanted, Value value) {
    return method.declare(wanted, type, value, out);
  }
}

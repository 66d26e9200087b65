package dev.layerc.loop;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Walks and rebuilds scheduled code. */
public final class LoopRewriter {
  private LoopRewriter() {}

  /** The value with {@code change} applied to every node, the parts first. */
  public static Value map(Value value, UnaryOperator<Value> change) {
    Value inner = value;
    if (value instanceof Value.Element element) {
      inner = new Value.Element(map(element.array(), change), map(element.index(), change));
    } else if (value instanceof Value.Operation operation) {
      inner = new Value.Operation(operation.code(), mapAll(operation.operands(), change));
    } else if (value instanceof Value.Choice choice) {
      inner =
          new Value.Choice(
              map(choice.condition(), change),
              map(choice.whenTrue(), change),
              map(choice.whenFalse(), change));
    } else if (value instanceof Value.Random random) {
      inner =
          new Value.Random(
              map(random.seed(), change), random.site(), map(random.position(), change));
    } else if (value instanceof Value.OfDigits digits) {
      inner = new Value.OfDigits(digits.extents(), digits.steps(), map(digits.number(), change));
    } else if (value instanceof Value.Lanes lanes) {
      inner = new Value.Lanes(map(lanes.array(), change), map(lanes.index(), change));
    } else if (value instanceof Value.SumOfLanes sum) {
      inner = new Value.SumOfLanes(map(sum.array(), change), map(sum.index(), change));
    } else if (value instanceof Value.VectorsFit fit) {
      inner = new Value.VectorsFit(map(fit.length(), change));
    } else if (value instanceof Value.Broadcast broadcast) {
      inner = new Value.Broadcast(map(broadcast.number(), change));
    } else if (value instanceof Value.OfKnownClass known) {
      inner = new Value.OfKnownClass(map(known.lanes(), change));
    } else if (value instanceof Value.LaneWise operation) {
      inner = new Value.LaneWise(operation.code(), mapAll(operation.operands(), change));
    } else if (value instanceof Value.Blend blend) {
      inner =
          new Value.Blend(
              map(blend.lanes(), change), map(blend.others(), change), map(blend.mask(), change));
    }
    return change.apply(inner);
  }

  private static List<Value> mapAll(List<Value> values, UnaryOperator<Value> change) {
    return values.stream().map(value -> map(value, change)).toList();
  }

  /** The statement with {@code change} applied to every value in it, nested statements included. */
  public static Statement map(Statement statement, UnaryOperator<Value> change) {
    UnaryOperator<Value> all = value -> map(value, change);
    if (statement instanceof Statement.Loop s) {
      return new Statement.Loop(
          s.variable(), all.apply(s.from()), all.apply(s.to()), s.step(), body(s.body(), change));
    }
    if (statement instanceof Statement.Branch s) {
      return new Statement.Branch(
          all.apply(s.condition()), body(s.whenTrue(), change), body(s.whenFalse(), change));
    }
    if (statement instanceof Statement.Declare s) {
      return new Statement.Declare(s.type(), s.name(), all.apply(s.value()));
    }
    if (statement instanceof Statement.Assign s) {
      return new Statement.Assign(s.name(), s.type(), all.apply(s.value()));
    }
    if (statement instanceof Statement.Store s) {
      return new Statement.Store(
          all.apply(s.array()), all.apply(s.index()), all.apply(s.value()), s.add());
    }
    if (statement instanceof Statement.StoreLanes s) {
      return new Statement.StoreLanes(
          all.apply(s.lanes()), all.apply(s.array()), all.apply(s.index()));
    }
    if (statement instanceof Statement.Invoke s) {
      return new Statement.Invoke(s.method(), mapAll(s.arguments(), change));
    }
    if (statement instanceof Statement.Fill s) {
      return new Statement.Fill(
          all.apply(s.array()), all.apply(s.from()), all.apply(s.to()), all.apply(s.value()));
    }
    if (statement instanceof Statement.Copy s) {
      return new Statement.Copy(
          all.apply(s.from()),
          all.apply(s.fromIndex()),
          all.apply(s.to()),
          all.apply(s.toIndex()),
          all.apply(s.length()));
    }
    if (statement instanceof Statement.MapRow s) {
      return new Statement.MapRow(
          s.function(),
          all.apply(s.from()),
          all.apply(s.fromIndex()),
          all.apply(s.to()),
          all.apply(s.toIndex()),
          all.apply(s.length()));
    }
    return statement;
  }

  private static List<Statement> body(List<Statement> body, UnaryOperator<Value> change) {
    return body.stream().map(statement -> map(statement, change)).toList();
  }

  /** The statement with {@code change} applied to the bodies that it has. */
  public static Statement mapBodies(Statement statement, UnaryOperator<List<Statement>> change) {
    if (statement instanceof Statement.Loop s) {
      return new Statement.Loop(s.variable(), s.from(), s.to(), s.step(), change.apply(s.body()));
    }
    return statement instanceof Statement.Branch s
        ? new Statement.Branch(
            s.condition(), change.apply(s.whenTrue()), change.apply(s.whenFalse()))
        : statement;
  }

  /** True if the value or a part of it is wanted. */
  public static boolean contains(Value value, Predicate<Value> wanted) {
    boolean[] found = new boolean[1];
    forEachPart(value, part -> found[0] |= wanted.test(part));
    return found[0];
  }

  /** True if a value in the statement, nested statements included, is wanted. */
  public static boolean contains(Statement statement, Predicate<Value> wanted) {
    boolean[] found = new boolean[1];
    forEachValue(statement, value -> found[0] |= wanted.test(value));
    return found[0];
  }

  /** Visits the value and its parts, parts before the whole. */
  public static void forEachPart(Value value, Consumer<Value> visit) {
    map(
        value,
        part -> {
          visit.accept(part);
          return part;
        });
  }

  /** Visits every value of the statement, parts before the whole. */
  public static void forEachValue(Statement statement, Consumer<Value> visit) {
    map(
        statement,
        value -> {
          visit.accept(value);
          return value;
        });
  }

  /** Visits the statement and those nested in it, the outer first. */
  public static void forEachStatement(Statement statement, Consumer<Statement> visit) {
    visit.accept(statement);
    if (statement instanceof Statement.Loop loop) {
      loop.body().forEach(inner -> forEachStatement(inner, visit));
    } else if (statement instanceof Statement.Branch branch) {
      branch.whenTrue().forEach(inner -> forEachStatement(inner, visit));
      branch.whenFalse().forEach(inner -> forEachStatement(inner, visit));
    }
  }
}

package dev.layerc.loop;

import java.util.List;

/**
 * How many bytes of bytecode a method takes at most, with javac or another compiler: each
 * instruction counts with its longest usual form. Real sizes are a half to nine tenths of it.
 */
public final class BytecodeSize {
  /** HotSpot interprets methods over this size for ever (-XX:-DontCompileHugeMethods aside). */
  public static final int LARGEST_COMPILED = 8_000;

  /** From the 257th slot on, a local takes four bytes instead of two. */
  private static final int WIDE_FROM = 250;

  private static final int CALL = 3;
  private static final int JUMP = 3;
  private static final int CONSTANT = 3;

  private final int local;

  private BytecodeSize(int local) {
    this.local = local;
  }

  /** An estimate from above. */
  public static int of(Method method) {
    int slots = 2 * (method.arguments().size() + declared(method.body()));
    return new BytecodeSize(slots < WIDE_FROM ? 2 : 4).of(method.body()) + 1;
  }

  private static int declared(List<Statement> statements) {
    int count = 0;
    for (Statement statement : statements) {
      if (statement instanceof Statement.Declare) {
        count++;
      } else if (statement instanceof Statement.Loop loop) {
        count += 1 + declared(loop.body());
      } else if (statement instanceof Statement.Branch branch) {
        count += declared(branch.whenTrue()) + declared(branch.whenFalse());
      }
    }
    return count;
  }

  private int of(List<Statement> statements) {
    return statements.stream().mapToInt(this::of).sum();
  }

  private int of(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      int head = of(loop.from()) + of(loop.to()) + 2 * local + 6 + 2 * JUMP;
      return head + of(loop.body());
    }
    if (statement instanceof Statement.Branch branch) {
      return of(branch.condition()) + of(branch.whenTrue()) + of(branch.whenFalse()) + JUMP;
    }
    if (statement instanceof Statement.Declare declare) {
      return of(declare.value()) + local;
    }
    if (statement instanceof Statement.Assign assign) {
      return of(assign.value()) + local;
    }
    if (statement instanceof Statement.Store store) {
      int adding = store.add() ? 3 : 0;
      return of(store.array()) + of(store.index()) + of(store.value()) + 1 + adding;
    }
    if (statement instanceof Statement.Invoke invoke) {
      return ofAll(invoke.arguments()) + CALL;
    }
    if (statement instanceof Statement.Fill fill) {
      return ofAll(List.of(fill.array(), fill.from(), fill.to(), fill.value())) + CALL;
    }
    if (statement instanceof Statement.Copy copy) {
      return ofAll(List.of(copy.from(), copy.fromIndex(), copy.to(), copy.toIndex(), copy.length()))
          + CALL;
    }
    if (statement instanceof Statement.MapRow map) {
      return ofAll(map.arguments()) + CALL;
    }
    return 0;
  }

  private int ofAll(List<Value> values) {
    return values.stream().mapToInt(this::of).sum();
  }

  private int of(Value value) {
    if (value instanceof Value.Element element) {
      return of(element.array()) + of(element.index()) + 1;
    }
    if (value instanceof Value.OfDigits digits) {
      return CONSTANT + of(digits.number()) + 1;
    }
    if (value instanceof Value.Operation operation) {
      return ofAll(operation.operands()) + own(operation.code());
    }
    if (value instanceof Value.Choice choice) {
      int parts = of(choice.condition()) + of(choice.whenTrue()) + of(choice.whenFalse());
      return parts + JUMP;
    }
    if (value instanceof Value.Random random) {
      return of(random.seed()) + of(random.position()) + CONSTANT + CALL;
    }
    if (value instanceof Value.SumOfLanes sum) {
      return of(sum.array()) + of(sum.index()) + CALL;
    }
    if (value instanceof Value.OfKnownClass known) {
      return of(known.lanes()) + 2 * CONSTANT + CALL;
    }
    if (value instanceof Value.LaneWise operation) {
      return ofAll(operation.operands()) + CONSTANT + CALL;
    }
    if (value instanceof Value.Blend blend) {
      return ofAll(List.of(blend.lanes(), blend.others(), blend.mask())) + CALL;
    }
    if (value instanceof Value.Local named) {
      return named.name().endsWith(".length") ? local + 1 : local;
    }
    return CONSTANT;
  }

  private static int own(Code code) {
    return switch (code) {
      case AND, OR -> 0;
      case NOT -> JUMP;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> 1 + JUMP;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE -> 1;
      case INT_ADD, INT_SUBTRACT, INT_MULTIPLY, INT_QUOTIENT, INT_NEGATE -> 1;
      case TO_REAL, TO_INT -> 1;
      // Those that Java has for double alone are called with a conversion there and one back.
      default -> CALL + 2;
    };
  }
}

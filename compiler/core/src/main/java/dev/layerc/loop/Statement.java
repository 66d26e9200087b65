package dev.layerc.loop;

import java.util.List;

/** A statement of scheduled code. */
public sealed interface Statement {

  /**
   * {@code for (int variable = from; variable < to; variable += step)}; with a step of -1, {@code
   * for (int variable = from; variable >= to; variable--)}.
   */
  record Loop(String variable, Value from, Value to, int step, List<Statement> body)
      implements Statement {
    public Loop {
      body = List.copyOf(body);
    }
  }

  record Branch(Value condition, List<Statement> whenTrue, List<Statement> whenFalse)
      implements Statement {
    public Branch {
      whenTrue = List.copyOf(whenTrue);
      whenFalse = List.copyOf(whenFalse);
    }
  }

  /** {@code float name = value;}. */
  record Declare(Type type, String name, Value value) implements Statement {}

  /** {@code name = value;} of a variable declared before. */
  record Assign(String name, Type type, Value value) implements Statement {}

  /** {@code array[index] = value;}, or {@code +=} where {@code add}. */
  record Store(Value array, Value index, Value value, boolean add) implements Statement {}

  /** Writes lanes to an array from {@code index} on. */
  record StoreLanes(Value lanes, Value array, Value index) implements Statement {}

  /** {@code method(arguments);}. */
  record Invoke(String method, List<Value> arguments) implements Statement {
    public Invoke {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code Arrays.fill(array, from, to, value);}. */
  record Fill(Value array, Value from, Value to, Value value) implements Statement {}

  /** {@code System.arraycopy(from, fromIndex, to, toIndex, length);}. */
  record Copy(Value from, Value fromIndex, Value to, Value toIndex, Value length)
      implements Statement {}

  /** {@code to[toIndex + i] = function(from[fromIndex + i])} for i below {@code length}. */
  record MapRow(Code function, Value from, Value fromIndex, Value to, Value toIndex, Value length)
      implements Statement {

    /** What the function is called with, in order. */
    public List<Value> arguments() {
      return List.of(from, fromIndex, to, toIndex, length);
    }
  }

  /** A line of comment. */
  record Comment(String text) implements Statement {}
}

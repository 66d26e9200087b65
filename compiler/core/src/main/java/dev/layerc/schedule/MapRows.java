package dev.layerc.schedule;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Calls exp, tanh and the like for whole rows, so that they can be computed in vectors.
 *
 * <pre>{@code
 * for (i) { y[i] = tanh(a[i] + b[i]) * c[i]; }
 *
 * becomes
 *
 * for (i) { row1[i] = a[i] + b[i]; }
 * row2 = tanh(row1);
 * for (i) { y[i] = row2[i] * c[i]; }
 * }</pre>
 *
 * The rows between, which the workspace holds, are arguments of the methods that need them.
 */
public final class MapRows {
  private final LoopProgram program;
  private final JavaNames names = new JavaNames();

  /** What the rows are called in the methods, by kind and place; they are numbered as they come. */
  private final Map<String, String> rowNames = new LinkedHashMap<>();

  /** The longest use of each row, by its name in the methods. */
  private final Map<String, Length> rows = new LinkedHashMap<>();

  /** The rows that a method needs, itself or for those that it calls; by routine. */
  private final Map<Routine, Map<String, Set<String>>> needs = new LinkedHashMap<>();

  private MapRows(LoopProgram program) {
    this.program = program;
    program.buffers().forEach(buffer -> names.reserve(buffer.name()));
    program.routines().forEach(routine -> routine.methods().forEach(this::reserve));
  }

  /** The same network; functions that {@link MappedLoop} can take out are called for rows. */
  public static LoopProgram in(LoopProgram program) {
    return new MapRows(program).map();
  }

  private void reserve(Method method) {
    method.arguments().forEach(argument -> names.reserve(argument.name()));
    Statement body = new Statement.Branch(new Value.Whole(0), method.body(), List.of());
    Rows.changedIn(body).forEach(names::reserve);
  }

  private LoopProgram map() {
    LoopProgram mapped = program.withRoutines(this::map, this::map);
    Map<String, Buffer> buffers = new LinkedHashMap<>();
    rows.forEach((name, length) -> buffers.put(name, length.buffer(name)));
    UnaryOperator<Routine> call = routine -> called(routine, buffers);
    return mapped
        .withRoutines(call, call)
        .withBuffers(
            with(program.buffers(), buffers.values()),
            with(program.predictionBuffers(), usedBy(mapped.predicting(), buffers)),
            with(program.trainingBuffers(), usedBy(mapped.training(), buffers)),
            program.plan());
  }

  private static List<Buffer> with(List<Buffer> buffers, Iterable<Buffer> more) {
    List<Buffer> all = new ArrayList<>(buffers);
    more.forEach(all::add);
    return all;
  }

  private List<Buffer> usedBy(List<Routine> routines, Map<String, Buffer> buffers) {
    Set<String> used = new LinkedHashSet<>();
    routines.forEach(routine -> needs.get(routine).values().forEach(used::addAll));
    return used.stream().map(buffers::get).toList();
  }

  private Routine map(Routine routine) {
    Map<String, Method> mapped = new LinkedHashMap<>();
    Map<String, Set<String>> own = new LinkedHashMap<>();
    for (Method method : routine.methods()) {
      Set<String> used = new LinkedHashSet<>();
      MappedLoops loops = new MappedLoops((place, length) -> row(place, length, used));
      List<Statement> body = method.isVector() ? method.body() : loops.in(method.body());
      mapped.put(
          method.name(),
          new Method(method.name(), method.arguments(), body, method.summary(), method.isVector()));
      own.put(method.name(), used);
    }
    mapped.values().forEach(method -> withThoseOfCallees(method, mapped, own));
    List<Method> methods =
        mapped.values().stream().map(method -> passingRows(method, own)).toList();
    Routine result = new Routine(routine.calls(), methods, routine.decisions());
    needs.put(result, own);
    return result;
  }

  private Value.Local row(int place, Length length, Set<String> used) {
    String kind = length.perSample() ? "batchRow" : "row";
    String name =
        rowNames.computeIfAbsent(kind + " " + place, k -> names.fresh(kind + (ofKind(kind) + 1)));
    rows.merge(name, length, Length::longest);
    used.add(name);
    return new Value.Local(name, Type.REAL_ARRAY);
  }

  private long ofKind(String kind) {
    return rowNames.keySet().stream().filter(key -> key.startsWith(kind + " ")).count();
  }

  private static Set<String> withThoseOfCallees(
      Method method, Map<String, Method> methods, Map<String, Set<String>> own) {
    Set<String> all = own.get(method.name());
    for (Statement statement : method.body()) {
      LoopRewriter.forEachStatement(
          statement,
          inner -> {
            if (inner instanceof Statement.Invoke call && methods.containsKey(call.method())) {
              all.addAll(withThoseOfCallees(methods.get(call.method()), methods, own));
            }
          });
    }
    return all;
  }

  private static Method passingRows(Method method, Map<String, Set<String>> needs) {
    List<Method.Argument> arguments = new ArrayList<>(method.arguments());
    needs
        .get(method.name())
        .forEach(row -> arguments.add(new Method.Argument(Type.REAL_ARRAY, row)));
    return new Method(
        method.name(),
        arguments,
        passingRows(method.body(), needs),
        method.summary(),
        method.isVector());
  }

  private static List<Statement> passingRows(List<Statement> body, Map<String, Set<String>> needs) {
    return body.stream().map(statement -> passingRows(statement, needs)).toList();
  }

  private static Statement passingRows(Statement statement, Map<String, Set<String>> needs) {
    if (statement instanceof Statement.Invoke call) {
      List<Value> arguments = new ArrayList<>(call.arguments());
      needs
          .getOrDefault(call.method(), Set.of())
          .forEach(row -> arguments.add(new Value.Local(row, Type.REAL_ARRAY)));
      return new Statement.Invoke(call.method(), arguments);
    }
    return LoopRewriter.mapBodies(statement, body -> passingRows(body, needs));
  }

  /** The routine with the rows among the arguments of its calls. */
  private Routine called(Routine routine, Map<String, Buffer> buffers) {
    Map<String, Set<String>> needed = needs.get(routine);
    List<Statement.Invoke> calls = new ArrayList<>();
    for (Statement.Invoke call : routine.calls()) {
      List<Value> arguments = new ArrayList<>(call.arguments());
      needed.get(call.method()).forEach(row -> arguments.add(new Value.BufferOf(buffers.get(row))));
      calls.add(new Statement.Invoke(call.method(), arguments));
    }
    return new Routine(calls, routine.methods(), routine.decisions());
  }

  /** Gives out rows of the workspace. */
  interface Supply {
    /** The row of a number, long enough for {@code length}. */
    Value.Local row(int place, Length length);
  }

  /**
   * How many numbers a row has.
   *
   * @param perSample true where {@code numbers} are those of one sample
   */
  record Length(int numbers, boolean perSample) {
    Length longest(Length other) {
      return numbers >= other.numbers ? this : other;
    }

    /** True where vectors take such a row without a rest on every machine. */
    boolean fillsVectors() {
      return !perSample && numbers % Width.MOST_LANES == 0;
    }

    private Buffer buffer(String name) {
      Tensor tensor = new Tensor(name, Role.VALUE, ElementType.REAL, List.of(numbers), perSample);
      return new Buffer(name, tensor, Layout.flat(tensor.rank()), Buffer.Owner.WORKSPACE);
    }
  }
}

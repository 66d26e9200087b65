package dev.layerc.schedule;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps whole numbers that are only stored and compared, as the places of maxima, in arrays of real
 * ones: vectors hold the network's own numbers alone, and can compare no others.
 *
 * <pre>
 * int[] maxpool1YArgmax   ->   float[] maxpool1YArgmax
 * </pre>
 *
 * Java compares and stores an int as the real number that it is, so that the code stays the same.
 */
public final class PlacesAsReals {
  /** Every whole number below is a float. */
  private static final int END_OF_WHOLES = 1 << 24;

  private final LoopProgram program;
  private final Set<Buffer> places = new LinkedHashSet<>();

  private PlacesAsReals(LoopProgram program) {
    this.program = program;
    program.buffers().stream().filter(this::areSmallWholes).forEach(places::add);
  }

  /** The same network, its places being kept as reals. */
  public static LoopProgram in(LoopProgram program) {
    return new PlacesAsReals(program).change();
  }

  private boolean areSmallWholes(Buffer buffer) {
    return buffer.owner() == Buffer.Owner.WORKSPACE
        && !buffer.tensor().isReal()
        && program.plan().tensors(buffer).stream()
            .allMatch(tensor -> tensor.type().limit() <= END_OF_WHOLES);
  }

  private LoopProgram change() {
    int before;
    do { // A method that one call hands an int[] takes no float[] from another.
      before = places.size();
      program.routines().forEach(this::dropWhatMustBeWhole);
    } while (places.size() < before);
    return program
        .withRoutines(this::in, this::in)
        .withBuffers(
            all(program.buffers()),
            all(program.predictionBuffers()),
            all(program.trainingBuffers()),
            plan());
  }

  private void dropWhatMustBeWhole(Routine routine) {
    for (Method method : routine.methods()) {
      for (int i = 0; i < method.arguments().size(); i++) {
        Set<Buffer> given = given(routine, method, i);
        if (!places.containsAll(given)
            || !new UsesOfPlaces(method, method.arguments().get(i).name()).areAllowed()) {
          places.removeAll(given);
        }
      }
    }
  }

  /** The buffers that calls hand to an argument. */
  private static Set<Buffer> given(Routine routine, Method method, int argument) {
    Set<Buffer> given = new LinkedHashSet<>();
    for (Statement.Invoke call : routine.calls()) {
      if (call.method().equals(method.name())
          && call.arguments().get(argument) instanceof Value.BufferOf of) {
        given.add(of.buffer());
      }
    }
    return given;
  }

  private Routine in(Routine routine) {
    List<Statement.Invoke> calls = new ArrayList<>();
    for (Statement.Invoke call : routine.calls()) {
      List<Value> arguments = call.arguments().stream().map(this::argument).toList();
      calls.add(new Statement.Invoke(call.method(), arguments));
    }
    List<Method> methods = new ArrayList<>();
    for (Method method : routine.methods()) {
      Method changed = method;
      for (int i = 0; i < method.arguments().size(); i++) {
        Set<Buffer> given = given(routine, method, i);
        if (!given.isEmpty() && places.containsAll(given)) {
          changed = new UsesOfPlaces(changed, method.arguments().get(i).name()).asReals();
        }
      }
      methods.add(changed);
    }
    return new Routine(calls, methods, routine.decisions());
  }

  private Value argument(Value value) {
    return value instanceof Value.BufferOf of ? new Value.BufferOf(buffer(of.buffer())) : value;
  }

  private Buffer buffer(Buffer buffer) {
    if (!places.contains(buffer)) {
      return buffer;
    }
    Tensor whole = buffer.tensor();
    Tensor real =
        new Tensor(whole.name(), whole.role(), ElementType.REAL, whole.shape(), whole.perSample());
    return new Buffer(buffer.name(), real, buffer.layout(), buffer.owner());
  }

  private List<Buffer> all(List<Buffer> buffers) {
    return buffers.stream().map(this::buffer).toList();
  }

  private BufferPlan plan() {
    Map<Buffer, List<Tensor>> holds = new LinkedHashMap<>();
    program.plan().holds().forEach((buffer, tensors) -> holds.put(buffer(buffer), tensors));
    Map<Buffer, Buffer> borrowed = new LinkedHashMap<>();
    program.plan().borrowed().forEach((one, other) -> borrowed.put(buffer(one), buffer(other)));
    return new BufferPlan(holds, borrowed);
  }
}

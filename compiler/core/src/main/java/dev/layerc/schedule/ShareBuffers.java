package dev.layerc.schedule;

import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a buffer whose last reader is done to a value that comes later. Prediction and training are
 * planned apart: what prediction may forget at once, the backward pass still needs. A training
 * workspace predicts in its training memory.
 *
 * <pre>{@code
 * a(x, h1); b(h1, h2); c(h2, h3); d(h3, y)    =>    a(x, m1); b(m1, m2); c(m2, m1); d(m1, y)
 * }</pre>
 */
final class ShareBuffers {
  private final LoopProgram program;

  /** Read after the passes, by those who ask for the loss or a metric. */
  private final Set<Buffer> kept = new LinkedHashSet<>();

  private final JavaNames names = new JavaNames();
  private final Map<Buffer, List<Tensor>> holds = new LinkedHashMap<>();
  private final Map<Buffer, Buffer> borrowed = new LinkedHashMap<>();

  private ShareBuffers(LoopProgram program) {
    this.program = program;
    program.buffers().forEach(buffer -> names.reserve(buffer.name()));
    program.loss().ifPresent(kept::add);
    kept.addAll(program.metrics());
  }

  static LoopProgram in(LoopProgram program) {
    return new ShareBuffers(program).share();
  }

  private LoopProgram share() {
    Map<Buffer, Buffer> predicting =
        share(
            new Lifetimes()
                .run(List.of(program.predict()))
                .run(inOrder(List.of(program.predictOne()))));
    Map<Buffer, Buffer> training = share(trainingLifetimes());
    kept.forEach(buffer -> training.put(buffer, buffer));
    Set<Buffer> trainingBuffers = new LinkedHashSet<>(training.values());
    Set<Buffer> predictionBuffers = new LinkedHashSet<>(predicting.values());
    borrow(predictionBuffers, trainingBuffers);
    Set<Buffer> all = new LinkedHashSet<>();
    program.buffers().stream()
        .filter(buffer -> buffer.owner() != Buffer.Owner.WORKSPACE)
        .forEach(all::add);
    all.addAll(predictionBuffers);
    all.addAll(trainingBuffers);
    return program
        .withRoutines(routine -> moved(routine, predicting), routine -> moved(routine, training))
        .withBuffers(
            List.copyOf(all),
            List.copyOf(predictionBuffers),
            List.copyOf(trainingBuffers),
            new BufferPlan(holds, borrowed));
  }

  private Lifetimes trainingLifetimes() {
    return new Lifetimes()
        .run(inOrder(List.of(program.forward(), program.backward(), program.advance())))
        .run(inOrder(List.of(program.forward(), program.stepRoutine(), program.advance())))
        .run(inOrder(List.of(program.evaluate())));
  }

  private static List<Routine> inOrder(List<Optional<Routine>> routines) {
    return routines.stream().flatMap(Optional::stream).toList();
  }

  /** For each buffer the one that it becomes; those that are kept stay out of it. */
  private Map<Buffer, Buffer> share(Lifetimes lifetimes) {
    List<Buffer> largestFirst = new ArrayList<>(lifetimes.buffers());
    largestFirst.removeAll(kept);
    largestFirst.sort(Comparator.comparingLong(MemorySlot::size).reversed());
    List<MemorySlot> slots = new ArrayList<>();
    for (Buffer buffer : largestFirst) {
      slots.stream()
          .filter(slot -> slot.admits(buffer, lifetimes))
          .min(Comparator.comparingLong(slot -> MemorySlot.size(slot.largest())))
          .ifPresentOrElse(slot -> slot.add(buffer), () -> slots.add(new MemorySlot(buffer)));
    }
    Map<Buffer, Buffer> all = new LinkedHashMap<>();
    slots.stream()
        .sorted(Comparator.comparingInt(slot -> firstUse(slot, lifetimes)))
        .forEach(slot -> all.putAll(places(slot, lifetimes)));
    return all;
  }

  private static int firstUse(MemorySlot slot, Lifetimes lifetimes) {
    return slot.tenants().stream().mapToInt(lifetimes::position).min().orElseThrow();
  }

  private Map<Buffer, Buffer> places(MemorySlot slot, Lifetimes lifetimes) {
    Buffer largest = slot.largest();
    if (!slot.isShared()) {
      return Map.of(largest, largest);
    }
    Buffer shared =
        new Buffer(
            names.fresh("shared" + (holds.size() + 1)),
            largest.tensor(),
            largest.layout(),
            largest.owner());
    Map<Buffer, Buffer> places = new LinkedHashMap<>();
    slot.tenants().stream()
        .sorted(Comparator.comparingInt(lifetimes::position))
        .forEach(tenant -> places.put(tenant, shared));
    holds.put(shared, places.keySet().stream().map(Buffer::tensor).toList());
    return places;
  }

  /** Each prediction buffer lies in a training one that is large enough, as long as there are. */
  private void borrow(Set<Buffer> predictionBuffers, Set<Buffer> trainingBuffers) {
    Set<Buffer> free = new LinkedHashSet<>(trainingBuffers);
    free.removeAll(predictionBuffers);
    free.removeAll(kept);
    predictionBuffers.stream()
        .filter(buffer -> !trainingBuffers.contains(buffer))
        .sorted(Comparator.comparingLong(MemorySlot::size).reversed())
        .forEach(
            buffer ->
                free.stream()
                    .filter(lender -> MemorySlot.fits(lender, buffer))
                    .min(Comparator.comparingLong(MemorySlot::size))
                    .ifPresent(
                        lender -> {
                          borrowed.put(buffer, lender);
                          free.remove(lender);
                        }));
  }

  private static Routine moved(Routine routine, Map<Buffer, Buffer> places) {
    return new Routine(
        routine.calls().stream().map(call -> moved(call, places)).toList(),
        routine.methods(),
        routine.decisions());
  }

  private static Statement.Invoke moved(Statement.Invoke call, Map<Buffer, Buffer> places) {
    List<Value> arguments =
        call.arguments().stream()
            .map(
                argument ->
                    argument instanceof Value.BufferOf of
                        ? new Value.BufferOf(places.getOrDefault(of.buffer(), of.buffer()))
                        : argument)
            .toList();
    return new Statement.Invoke(call.method(), arguments);
  }
}

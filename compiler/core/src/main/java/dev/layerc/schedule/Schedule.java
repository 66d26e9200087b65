package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Output;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From equations to loops, for target plain: Java that HotSpot vectorises by itself, with the sums
 * in an order that the code fixes, so that results are the same bits on every machine.
 */
public final class Schedule {
  /** Nodes for one sample up to which a network's forward pass is straight-line code. */
  private static final long TINY = 1_000;

  private final DerivedProgram program;
  private final Endings endings;
  private final List<Step> inference;
  private final List<Step> forward;
  private final List<Step> backward;

  private Schedule(DerivedProgram program) {
    this.program = program;
    this.endings = new Endings(program);
    this.inference = endings.withOutputs(program.inference());
    this.forward = endings.withLosses(program.forward());
    this.backward = endings.withGradients(program.backward());
  }

  /** The network, scheduled. */
  public static LoopProgram of(DerivedProgram program) {
    return new Schedule(program).run();
  }

  private LoopProgram run() {
    RoutinePlan predict;
    RoutinePlan train;
    RoutinePlan reverse;
    ChooseOrders orders;
    if (PlanRoutine.isTiny(inference, TINY)) {
      orders = orders(List.of());
      predict = PlanRoutine.straight(inference);
      train = PlanRoutine.straight(forward);
      reverse = PlanRoutine.straight(backward);
    } else {
      List<Group> predictGroups = FuseEquations.in(inference);
      List<Group> trainGroups = FuseEquations.in(forward);
      List<Group> reverseGroups = FuseEquations.in(backward);
      List<Contraction> contractions = new ArrayList<>();
      for (List<Group> groups : List.of(predictGroups, trainGroups, reverseGroups)) {
        groups.forEach(group -> Contraction.of(group.first()).ifPresent(contractions::add));
      }
      orders = orders(contractions);
      PlanRoutine plan = new PlanRoutine(orders);
      predict = plan.loops(predictGroups);
      train = plan.loops(trainGroups);
      reverse = plan.loops(reverseGroups);
    }
    Set<Tensor> inputs = inputsInRows(List.of(predict, train, reverse));
    if (!inputs.isEmpty()) {
      return of(CopyInputs.in(program, inputs));
    }
    return lower(new AllocateBuffers(program, endings, orders, predict, train, reverse));
  }

  private Set<Tensor> inputsInRows(List<RoutinePlan> plans) {
    Set<Tensor> inputs = new LinkedHashSet<>();
    plans.forEach(plan -> inputs.addAll(plan.inRows()));
    inputs.removeIf(tensor -> tensor.role() != Role.INPUT && tensor.role() != Role.TARGET);
    return inputs;
  }

  private ChooseOrders orders(List<Contraction> contractions) {
    List<Tensor> parameters =
        program.source().parameters().stream().map(parameter -> parameter.tensor()).toList();
    return ChooseOrders.of(contractions, parameters, endings.parameterOfGradient());
  }

  private LoopProgram lower(AllocateBuffers buffers) {
    Program source = program.source();
    boolean trained = !program.gradients().isEmpty();
    Routine predict = LowerRoutine.of(buffers.predict(), buffers.predictStorage(), "outputs");
    Routine forward = LowerRoutine.of(buffers.train(), buffers.trainStorage(), "losses");
    Routine backward = LowerRoutine.of(buffers.reverse(), buffers.trainStorage(), "gradients");
    return new LoopProgram(
        source,
        buffers.all(),
        buffers.usedBy(List.of(predict)),
        trained ? buffers.usedBy(List.of(forward, backward)) : List.of(),
        predict,
        trained ? Optional.of(forward) : Optional.empty(),
        trained ? Optional.of(backward) : Optional.empty(),
        trained ? endings.lossTensor().map(buffers::workspace) : Optional.empty(),
        trained ? metrics(buffers) : List.of(),
        source.training().map(training -> LowerOptimizer.of(training.optimizer())));
  }

  private List<Buffer> metrics(AllocateBuffers buffers) {
    return endings.metrics().stream().map(Output::tensor).map(buffers::workspace).toList();
  }
}

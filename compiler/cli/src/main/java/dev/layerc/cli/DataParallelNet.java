package dev.layerc.cli;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Program;
import dev.layerc.equation.Step;
import dev.layerc.runtime.GradientNet;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** A generated net for training on several threads. Its gradients are the generated class's. */
final class DataParallelNet implements GradientNet<Object> {
  private final GeneratedNet net;
  private final int batch;
  private final MethodHandle gradient;
  private final MethodHandle apply;

  /** For batches of at most {@code batch} rows. */
  DataParallelNet(GeneratedNet net, int batch) {
    this.net = net;
    this.batch = batch;
    this.gradient = net.gradientMethod();
    this.apply = net.applyMethod();
  }

  /** True where each sample's gradient is its own, so that a batch can be computed in parts. */
  static boolean fits(Program program) {
    return program.states().isEmpty()
        && program.steps().stream()
            .map(Step::equations)
            .flatMap(List::stream)
            .map(Equation::value)
            .noneMatch(value -> ExprQueries.anyMatch(value, DataParallelNet::reducesBatch));
  }

  private static boolean reducesBatch(Expr expr) {
    return expr instanceof Expr.Reduce reduce && reduce.indices().contains(Index.BATCH);
  }

  @Override
  public Object newGradients() {
    return net.newGradients();
  }

  @Override
  public Pass<Object> newPass() {
    BatchArrays arrays = new BatchArrays(net.type().program(), batch);
    Object workspace = net.newWorkspace(batch);
    return (data, from, count, gradients) -> {
      List<Object> arguments = new ArrayList<>(List.of(arrays.fill(data, from, count)));
      arguments.add(gradients);
      arguments.add(workspace);
      return ((Number) NetClass.call(gradient, arguments.toArray())).doubleValue();
    };
  }

  @Override
  public void add(Object sum, Object other) {
    NetClass.call(NetClass.bind(sum, "add", void.class, List.of(sum.getClass())), other);
  }

  @Override
  public void clear(Object gradients) {
    NetClass.call(NetClass.bind(gradients, "clear", void.class, List.of()));
  }

  @Override
  public void apply(Object gradients, int count) {
    NetClass.call(apply, gradients, count);
  }
}

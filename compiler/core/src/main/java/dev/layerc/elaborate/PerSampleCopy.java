package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Outputs, losses and metrics are computed values with one element for each sample. What is not so
 * already (an input passed on, a value of parameters alone) is copied.
 */
final class PerSampleCopy {
  private PerSampleCopy() {}

  static Tensor of(Tensor tensor, String name, NetState net) {
    if (tensor.perSample() && tensor.role() == Role.VALUE) {
      return tensor;
    }
    Tensor copy = new Tensor(net.uniqueName(name), Role.VALUE, tensor.type(), tensor.shape(), true);
    List<Index> indices = ElementIndices.of(tensor.shape());
    List<Index> all = new ArrayList<>();
    all.add(Index.BATCH);
    all.addAll(indices);
    Expr read = new Expr.Read(tensor, Reads.positions(tensor, indices));
    Span place = net.place(tensor).orElseThrow();
    Origin origin = new Origin("", place, place, Origin.Purpose.FORWARD);
    net.emit(Equation.gather(copy, all, read, origin));
    net.depends(copy, List.of(new Dependency(tensor, Optional.empty())));
    return copy;
  }
}

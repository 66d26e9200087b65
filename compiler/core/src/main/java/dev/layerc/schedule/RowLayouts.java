package dev.layerc.schedule;

import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells which tensors lie in rows, as {@link ChooseOrders} has them, and which in one array. */
final class RowLayouts {
  private static final int SHORT_ROW = 8;

  private final Endings endings;
  private final ChooseOrders orders;
  private final boolean areStraight;
  private final Set<Tensor> inRows;

  RowLayouts(Endings endings, ChooseOrders orders, RoutinePlans plans) {
    this.endings = endings;
    this.orders = orders;
    this.areStraight = plans.areStraight();
    this.inRows = new LinkedHashSet<>(plans.predictingInRows());
    inRows.addAll(plans.trainingInRows());
  }

  /** How a tensor lies. */
  Layout of(Tensor tensor) {
    boolean rows =
        tensor.rank() > 1
            && (isInRows(tensor) || orders.isBatchInnermost(tensor) || hasLongRows(tensor));
    if (rows) {
      return orders.layoutOf(tensor);
    }
    return areStraight && tensor.rank() > 1
        ? new Layout(orders.layoutOf(tensor).order(), 0)
        : Layout.flat(tensor.rank());
  }

  /** What the network keeps for itself lies in rows, for HotSpot's sake, unless they are short. */
  private boolean hasLongRows(Tensor tensor) {
    boolean own = tensor.role() == Role.VALUE || tensor.role() == Role.ADJOINT;
    return own && !areStraight && tensor.extent(tensor.rank() - 1) >= SHORT_ROW;
  }

  private boolean isInRows(Tensor tensor) {
    return inRows.contains(tensor)
        || inRows.stream()
            .map(other -> endings.parameterOfGradient().getOrDefault(other, other))
            .anyMatch(tensor::equals);
  }

  /**
   * How a tensor of the prediction for one sample lies.
   *
   * @param rows the tensors that its tiles take along rows
   */
  Layout ofOneSample(Tensor tensor, ChooseOrders ofOne, Set<Tensor> rows) {
    boolean ownRows =
        tensor.rank() > 1
            && !ofOne.isInOneArray(tensor)
            && (rows.contains(tensor) || ofOne.isInPlanes(tensor) || hasLongRows(tensor));
    return ownRows ? ofOne.layoutOf(tensor) : Layout.flat(tensor.rank());
  }
}

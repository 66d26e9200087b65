package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where an element lies: its row, unless the buffer is flat, and its place within. */
record Place(Optional<Value> row, Value column) {

  /**
   * The place of the element at {@code at}, one whole value an axis, the batch first; {@code count}
   * makes the number of samples, where that is a factor.
   */
  static Place of(Buffer buffer, List<Value> at, Supplier<Value> count) {
    Layout layout = buffer.layout();
    Value column = flatten(buffer, layout.columnAxes(), at, count);
    return layout.isFlat()
        ? new Place(Optional.empty(), column)
        : new Place(
            Optional.of(flatten(buffer, layout.order().subList(0, layout.rowAxes()), at, count)),
            column);
  }

  private static Value flatten(
      Buffer buffer, List<Integer> axes, List<Value> at, Supplier<Value> count) {
    if (axes.isEmpty()) {
      return Wholes.constant(0);
    }
    Value place = at.get(axes.get(0));
    for (int axis : axes.subList(1, axes.size())) {
      int extent = buffer.tensor().extent(axis);
      Value factor = extent == Index.DYNAMIC ? count.get() : Wholes.constant(extent);
      place = Wholes.add(Wholes.multiply(place, factor), at.get(axis));
    }
    return place;
  }
}

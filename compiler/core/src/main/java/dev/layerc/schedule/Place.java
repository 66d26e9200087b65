package dev.layerc.schedule;

import dev.layerc.loop.Buffer;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.Optional;

/** Where an element lies: its row, unless the buffer is flat, and its place within. */
record Place(Optional<Value> row, Value column) {

  /** The place of the element at {@code at}, one whole value an axis, the batch first. */
  static Place of(Buffer buffer, List<Value> at) {
    List<Integer> order = buffer.layout().order();
    int rowAxes = buffer.layout().rowAxes();
    Value column = flatten(buffer, order.subList(rowAxes, order.size()), at);
    return rowAxes == 0
        ? new Place(Optional.empty(), column)
        : new Place(Optional.of(flatten(buffer, order.subList(0, rowAxes), at)), column);
  }

  private static Value flatten(Buffer buffer, List<Integer> axes, List<Value> at) {
    Value place = Wholes.constant(0);
    for (int axis : axes) {
      // The batch axis, whose extent is not known here, always comes first and is never a factor.
      place = Wholes.multiply(place, Math.max(1, buffer.tensor().extent(axis)));
      place = Wholes.add(place, at.get(axis));
    }
    return place;
  }
}

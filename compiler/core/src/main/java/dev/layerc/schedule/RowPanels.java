package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts rows into panels: the widest as often as there are any, then narrower ones, at last the end
 * of the row, which is less than a vector.
 */
final class RowPanels {
  private final Value length;
  private final PanelShape widest;
  private final MethodDraft method;

  /** Rows of a length. */
  RowPanels(Value length, PanelShape widest, MethodDraft method) {
    this.length = length;
    this.widest = widest;
    this.method = method;
  }

  /** What is done with one panel. */
  interface Panel {
    /**
     * The statements of a panel.
     *
     * @param lane where it begins
     * @param last the last place in it
     */
    List<Statement> at(PanelShape shape, Value lane, Value last);
  }

  /** Each panel, in order. */
  List<Statement> each(Panel panel) {
    List<Statement> body = new ArrayList<>();
    Value from = Wholes.constant(0);
    for (PanelShape shape = widestOfRow(); ; shape = shape.narrower()) {
      Value whole = quotient(length, shape.width());
      body.add(loop(shape, from, whole, panel));
      if (isDivided(length, shape.vectors()) || shape.vectors() == 1) {
        break;
      }
      PanelShape next = shape.narrower();
      from = Wholes.multiply(whole, shape.vectors() / next.vectors());
    }
    if (!isDivided(length, 1)) {
      body.add(end(panel));
    }
    return body;
  }

  /** The widest panel of which there is one in a row, if its vectors are the narrowest. */
  private PanelShape widestOfRow() {
    PanelShape shape = widest;
    while (length instanceof Value.Whole row
        && shape.vectors() > 1
        && row.value() < shape.vectors() * Width.FEWEST_LANES) {
      shape = shape.narrower();
    }
    return shape;
  }

  /** What is less than a vector, with the elements before it: vectors fit into the row. */
  private Statement end(Panel panel) {
    Value rest = new Value.Operation(Code.INT_REMAINDER, length, Width.LANES);
    return new Statement.Branch(
        new Value.Operation(Code.GREATER, rest, Wholes.constant(0)),
        panel.at(
            PanelShape.END,
            Wholes.subtract(length, Width.LANES),
            Wholes.subtract(length, Wholes.constant(1))),
        List.of());
  }

  private static Value quotient(Value value, Value by) {
    return new Value.Operation(Code.INT_QUOTIENT, value, by);
  }

  /** True where so many vectors divide the row on every machine. */
  static boolean isDivided(Value length, int vectors) {
    return length instanceof Value.Whole whole && whole.value() % (Width.MOST_LANES * vectors) == 0;
  }

  private Statement loop(PanelShape shape, Value from, Value to, Panel panel) {
    Value.Local number = new Value.Local(method.freshName("panel"), Type.INT);
    Value lane = Wholes.multiply(number, shape.width());
    Value last = Wholes.add(lane, Wholes.subtract(shape.width(), Wholes.constant(1)));
    return new Statement.Loop(number.name(), from, to, 1, panel.at(shape, lane, last));
  }
}

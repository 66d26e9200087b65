package dev.layerc.schedule;

import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;

/**
 * How much of a row one panel takes.
 *
 * @param vectors how many vectors
 * @param atEnd true for the last vector of a row whose length is no multiple of the lanes: of what
 *     it computes, only the lanes that no other panel has are added
 */
record PanelShape(int vectors, boolean atEnd) {
  static final PanelShape END = new PanelShape(1, true);

  /**
   * The widest panel of some rows. Eight sums at least are wanted in flight: two vectors of four
   * rows or more, eight of a row alone.
   */
  static PanelShape widest(int rows) {
    return new PanelShape(rows >= 4 ? 2 : rows >= 2 ? 4 : 8, false);
  }

  /** The panel for what this one leaves over, half as wide; one vector in the end. */
  PanelShape narrower() {
    return new PanelShape(Math.max(1, vectors / 2), false);
  }

  /** Elements of a row. */
  Value width() {
    return Wholes.multiply(Width.LANES, vectors);
  }

  /** What the names of such panels end with. */
  String suffix() {
    return atEnd ? "End" : "Panel" + vectors;
  }
}

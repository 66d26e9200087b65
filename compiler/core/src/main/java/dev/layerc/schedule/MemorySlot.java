package dev.layerc.schedule;

import dev.layerc.loop.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that buffers take turns in. The first is the largest; the others fit into it, row for row:
 * a shorter row lies at the start of a longer one, so that loops do not change.
 */
final class MemorySlot {
  private final List<Buffer> tenants = new ArrayList<>();

  MemorySlot(Buffer largest) {
    tenants.add(largest);
  }

  Buffer largest() {
    return tenants.get(0);
  }

  boolean isShared() {
    return tenants.size() > 1;
  }

  List<Buffer> tenants() {
    return tenants;
  }

  /** True where {@code buffer} finds room and time. */
  boolean admits(Buffer buffer, Lifetimes lifetimes) {
    return fits(largest(), buffer)
        && tenants.stream().noneMatch(tenant -> lifetimes.overlap(tenant, buffer));
  }

  void add(Buffer buffer) {
    tenants.add(buffer);
  }

  /** True where each row of {@code smaller} has a row of {@code larger} to lie in. */
  static boolean fits(Buffer larger, Buffer smaller) {
    return larger.type() == smaller.type()
        && larger.tensor().perSample() == smaller.tensor().perSample()
        && larger.hasRowsPerSample() == smaller.hasRowsPerSample()
        && larger.rows() >= smaller.rows()
        && larger.columns() >= smaller.columns();
  }

  /** Numbers of a sample, or in all. */
  static long size(Buffer buffer) {
    return (long) buffer.rows() * buffer.columns();
  }
}

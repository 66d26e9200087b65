package dev.layerc.schedule;

import dev.layerc.loop.Buffer;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When the buffers of a workspace are in use: in each run of calls, from the first that touches one
 * to the last. What is left over from an earlier run nobody reads.
 */
final class Lifetimes {
  private record Span(int first, int last) {
    boolean overlaps(Span other) {
      return first <= other.last && other.first <= last;
    }
  }

  /** Of each run, the spans of its buffers. */
  private final List<Map<Buffer, Span>> runs = new ArrayList<>();

  private final Map<Buffer, Integer> found = new LinkedHashMap<>();

  /** Adds routines that are called one after the other. */
  Lifetimes run(List<Routine> routines) {
    Map<Buffer, Span> spans = new LinkedHashMap<>();
    int time = 0;
    for (Routine routine : routines) {
      for (Statement.Invoke call : routine.calls()) {
        for (Value argument : call.arguments()) {
          if (argument instanceof Value.BufferOf of
              && of.buffer().owner() == Buffer.Owner.WORKSPACE) {
            touch(of.buffer(), time, spans);
          }
        }
        time++;
      }
    }
    runs.add(spans);
    return this;
  }

  private void touch(Buffer buffer, int time, Map<Buffer, Span> spans) {
    Span known = spans.get(buffer);
    spans.put(buffer, new Span(known == null ? time : known.first(), time));
    found.putIfAbsent(buffer, found.size());
  }

  /** Every buffer of the runs, in the order of first use. */
  Set<Buffer> buffers() {
    return found.keySet();
  }

  /** The place of a buffer among {@link #buffers}. */
  int position(Buffer buffer) {
    return found.get(buffer);
  }

  /** True where both hold something that is still needed. */
  boolean overlap(Buffer one, Buffer other) {
    for (Map<Buffer, Span> spans : runs) {
      Span span = spans.get(one);
      Span against = span == null ? null : spans.get(other);
      if (against != null && span.overlaps(against)) {
        return true;
      }
    }
    return false;
  }
}

package dev.layerc.emit;

import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.List;

/** Cuts a long list of calls, so that each part fits into a method that HotSpot compiles. */
final class CutCalls {
  /** Of 8,000 bytes that a method may have. */
  private static final int MOST_BYTES = 6_000;

  private CutCalls() {}

  static List<List<Statement.Invoke>> of(List<Statement.Invoke> calls) {
    List<List<Statement.Invoke>> parts = new ArrayList<>();
    List<Statement.Invoke> part = new ArrayList<>();
    int bytes = 0;
    for (Statement.Invoke call : calls) {
      if (bytes + bytes(call) > MOST_BYTES) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(call);
      bytes += bytes(call);
    }
    parts.add(part);
    return parts;
  }

  /** At most: an argument is a field of a local, the call itself takes three bytes. */
  private static int bytes(Statement.Invoke call) {
    return 3 + 5 * call.arguments().size();
  }
}

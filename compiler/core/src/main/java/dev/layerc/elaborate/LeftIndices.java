package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The left side of an equation: plain indices, each once, and at most one {@code ...}. */
final class LeftIndices {
  private LeftIndices() {}

  static boolean hasRemaining(List<Axis> axes) {
    return axes.stream().anyMatch(axis -> axis instanceof Axis.Remaining);
  }

  static List<Name> names(List<Axis> axes) {
    List<Name> names = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    boolean dots = false;
    for (Axis axis : axes) {
      if (axis instanceof Axis.Remaining) {
        if (dots) {
          throw Mistake.of(Message.REMAINING_TWICE, axis.span());
        }
        dots = true;
      } else if (((Axis.Of) axis).expression() instanceof Expression.Reference reference) {
        if (!seen.add(reference.name().text())) {
          throw Mistake.of(Message.INDEX_TWICE, axis.span(), reference.name());
        }
        names.add(reference.name());
      } else {
        throw Mistake.of(Message.LEFT_NOT_PLAIN, axis.span(), Text.oneLine(axis.span()));
      }
    }
    return names;
  }
}

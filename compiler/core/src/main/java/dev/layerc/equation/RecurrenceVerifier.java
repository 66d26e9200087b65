package dev.layerc.equation;

import static dev.layerc.equation.ExprVerifier.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that a time loop reads its own values only where they are already there: at an earlier
 * time, or now if an equation before wrote them.
 */
final class RecurrenceVerifier {
  private final Recurrence recurrence;
  private final Map<Tensor, Integer> timeAxes = new LinkedHashMap<>();
  private final Set<Tensor> writtenNow = new LinkedHashSet<>();

  RecurrenceVerifier(Recurrence recurrence) {
    this.recurrence = recurrence;
    for (Equation equation : recurrence.equations()) {
      int axis = equation.at().indexOf(new Expr.IndexValue(recurrence.time()));
      if (axis >= 0) {
        timeAxes.putIfAbsent(equation.target(), axis);
      }
    }
  }

  /** Checks the reads of the loop's own values, and yields the other tensors that are read. */
  List<Tensor> verify(Equation equation) {
    List<Tensor> others = new ArrayList<>();
    for (Expr.Read read : ExprQueries.reads(equation)) {
      if (recurrence.targets().contains(read.tensor())) {
        verifyTime(read);
      } else {
        others.add(read.tensor());
      }
    }
    writtenNow.add(equation.target());
    return others;
  }

  private void verifyTime(Expr.Read read) {
    Integer axis = timeAxes.get(read.tensor());
    require(axis != null, read.tensor() + " has no axis of time");
    Optional<Long> offset =
        Affine.of(read.at().get(axis))
            .map(at -> at.minus(Affine.of(recurrence.time())))
            .filter(Affine::isConstant)
            .map(Affine::constant);
    require(offset.isPresent(), read.tensor() + " is read at no constant distance in time");
    long back = recurrence.descending() ? offset.get() : -offset.get();
    boolean ready = back > 0 || (back == 0 && writtenNow.contains(read.tensor()));
    require(ready, EquationPrinter.print(read) + " is read before it is computed");
  }
}

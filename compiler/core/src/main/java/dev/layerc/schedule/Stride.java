package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.List;
import java.util.Optional;

/**
 * How far a read's place in memory moves with an index.
 *
 * @param numbers empty where no one number tells
 * @param timesSamples true where these are to be multiplied by the number of samples
 */
record Stride(Expr.Read read, Index index, Optional<Long> numbers, boolean timesSamples) {

  static Stride of(Expr.Read read, Index index, Layout layout) {
    List<Integer> order = layout.order();
    Tensor tensor = read.tensor();
    long total = 0;
    long step = 1;
    boolean acrossSamples = false;
    boolean timesSamples = false;
    for (int i = order.size() - 1; i >= 0; i--) {
      Optional<Affine> place = Affine.of(read.at().get(order.get(i)));
      if (place.isEmpty()) {
        return new Stride(read, index, Optional.empty(), false);
      }
      long moves = place.get().coefficient(index);
      total += moves * step;
      timesSamples |= moves != 0 && acrossSamples;
      int extent = tensor.extent(order.get(i));
      acrossSamples |= extent == Index.DYNAMIC;
      step *= Math.max(1, extent);
    }
    return new Stride(read, index, Optional.of(total), timesSamples);
  }

  /** What keeps the index from running along the row. */
  String inWords() {
    String what = EquationPrinter.print(read) + " is read ";
    if (read.otherwise().isPresent()) {
      return what + "beyond its edges";
    }
    if (numbers.isEmpty()) {
      return what + "at places that only running tells";
    }
    if (timesSamples) {
      return what + "along " + index + " with stride " + numbers.get() + " x samples";
    }
    return numbers.get() == 1
        ? what + "in a window that slides along " + index
        : what + "along " + index + " with stride " + numbers.get();
  }
}

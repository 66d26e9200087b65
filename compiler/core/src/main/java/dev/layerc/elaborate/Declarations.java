package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.spec.Axis;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The shapes of declared tensors. */
final class Declarations {
  private Declarations() {}

  /** The shape of a parameter, state, input or target. */
  static List<Integer> shape(
      TensorDeclaration tensor,
      Scope scope,
      Optional<List<Integer>> remaining,
      Consumer<Diagnostic> warnings) {
    return shape(tensor, scope, remaining, warnings, (t, mistake) -> mistake);
  }

  /** The same, where {@code retell} puts a size that cannot be in the words of the use. */
  static List<Integer> shape(
      TensorDeclaration tensor,
      Scope scope,
      Optional<List<Integer>> remaining,
      Consumer<Diagnostic> warnings,
      BiFunction<TensorDeclaration, Mistake, Mistake> retell) {
    List<Integer> shape = new ArrayList<>();
    for (Axis axis : tensor.axes()) {
      if (axis instanceof Axis.Remaining) {
        shape.addAll(
            remaining.orElseThrow(() -> Mistake.of(Message.REMAINING_UNKNOWN, axis.span())));
      } else {
        try {
          shape.add(Numbers.extent(((Axis.Of) axis).expression(), scope, warnings));
        } catch (Mistake mistake) {
          throw retell.apply(tensor, mistake);
        }
      }
    }
    if (shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b)
        > Integer.MAX_VALUE) {
      throw Mistake.of(Message.TENSOR_TOO_LARGE, tensor.span(), tensor.name(), Text.shape(shape));
    }
    return shape;
  }
}

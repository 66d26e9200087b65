package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Tensor;
import java.util.Optional;

/** Why two tensors that are to be added differ: a window upstream that shrinks its input. */
final class ShapeHint {
  private ShapeHint() {}

  /** {@code conv2d at 4:12 shrinks; pad = 1}. */
  static Optional<String> of(Typed left, Typed right, NetState net, Span place) {
    return shrinking(right.expr(), net, place).or(() -> shrinking(left.expr(), net, place));
  }

  private static Optional<String> shrinking(Expr expr, NetState net, Span place) {
    for (Tensor tensor : ExprQueries.tensors(expr)) {
      Optional<Producer> found = ProducerSearch.upstream(net, tensor, p -> shrinks(p));
      if (found.isPresent()) {
        Producer p = found.get();
        double wanted = Math.floor((p.hyperParameters().getOrDefault("size", 3.0) - 1) / 2);
        return Optional.of(
            String.format(
                "%s at %s shrinks; pad = %s",
                p.layer(), Text.place(p.use(), place), Numbers.show(wanted)));
      }
    }
    return Optional.empty();
  }

  private static boolean shrinks(Producer producer) {
    Double pad = producer.hyperParameters().get("pad");
    Double size = producer.hyperParameters().get("size");
    Double stride = producer.hyperParameters().getOrDefault("stride", 1.0);
    return pad != null && size != null && stride == 1 && 2 * pad < size - 1;
  }
}

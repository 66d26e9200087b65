package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.Optional;

/**
 * What lies along rows: an index and perhaps, before it, another, so that both are one loop.
 *
 * @param index the innermost
 * @param along the index beside it
 */
record Lane(Index index, Optional<Index> along) {

  /** The length of a row, the batch counting as {@code batch}. */
  int length(int batch) {
    int length = index.isBatch() ? batch : index.extent();
    return length * along.map(Index::extent).orElse(1);
  }

  /** The end of a loop over a row. */
  Value end(MethodDraft method) {
    return Wholes.multiply(method.extent(index), along.map(Index::extent).orElse(1));
  }

  /** Where in a row a point lies. */
  Value place(Scope scope, MethodDraft method) {
    Value innermost = scope.of(index);
    return along
        .map(other -> Wholes.multiply(scope.of(other), method.extent(index)))
        .map(start -> Wholes.add(start, innermost))
        .orElse(innermost);
  }

  /** A loop over a row takes what lies along it from 0: the innermost index alone counts. */
  Scope atRowStart(Scope scope) {
    return along.map(other -> scope.with(other, Wholes.constant(0))).orElse(scope);
  }

  /** {@code along j and the samples}. */
  String inWords() {
    String innermost = index.isBatch() ? "the samples" : index.name();
    return "along " + along.map(other -> other + " and " + innermost).orElse(innermost);
  }
}

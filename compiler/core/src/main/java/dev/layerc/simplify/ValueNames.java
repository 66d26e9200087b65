package dev.layerc.simplify;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names parts of equations after what they are: {@code softmax1.y_lse}. */
final class ValueNames {
  private final Set<String> taken = new LinkedHashSet<>();

  ValueNames(Collection<Tensor> tensors) {
    tensors.forEach(tensor -> taken.add(tensor.name()));
  }

  /** A new tensor for the part {@code expr} of the equation of {@code whole}. */
  Tensor part(Tensor whole, Expr expr, List<Index> indices) {
    String wanted = whole.name() + "_" + purpose(expr);
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + number;
    }
    List<Integer> shape =
        indices.stream().filter(index -> !index.isBatch()).map(Index::extent).toList();
    return new Tensor(name, Role.VALUE, type(expr), shape, indices.contains(Index.BATCH));
  }

  private static String purpose(Expr expr) {
    if (expr instanceof Reduce reduce) {
      return reduce.reducer().name().toLowerCase(Locale.ROOT);
    }
    Operator operator = ((Apply) expr).operator();
    return operator == Operator.DIVIDE ? "quotient" : operator.name().toLowerCase(Locale.ROOT);
  }

  private static ElementType type(Expr expr) {
    boolean place =
        expr instanceof Reduce reduce
            && (reduce.reducer() == Reducer.ARGMAX || reduce.reducer() == Reducer.ARGMIN);
    if (!place) {
      return ElementType.REAL;
    }
    int candidates = 1;
    for (Index index : ((Reduce) expr).indices()) {
      candidates = Math.multiplyExact(candidates, index.extent());
    }
    return ElementType.whole(candidates);
  }
}

package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code reshape(x)}, to the shape that is declared for the result, or {@code reshape(x, 4, 7)} and
 * {@code x -> reshape(4, 7)} to the one given: a read with flat index arithmetic. Axes are matched
 * in groups of equal size, so that a leading axis that stays is read by its own index.
 */
final class Reshape {
  private final Body body;
  private final Stages stages;

  Reshape(Body body, Stages stages) {
    this.body = body;
    this.stages = stages;
  }

  Tensor elaborate(Stages.Invocation invocation) {
    List<Tensor> sources = new ArrayList<>(invocation.piped());
    List<Integer> given = new ArrayList<>();
    for (Argument argument : invocation.arguments()) {
      if (stages.isTensor(argument.value())) {
        sources.add(stages.tensor(argument.value()));
      } else {
        given.add(Numbers.extent(argument.value(), body.scope(), body::warn));
      }
    }
    if (sources.size() != 1) {
      throw Mistake.of(Message.RESHAPE_OF_ONE, invocation.place());
    }
    Optional<List<Integer>> shape = given.isEmpty() ? invocation.shape() : Optional.of(given);
    if (shape.isEmpty()) {
      throw Mistake.withHint(Message.RESHAPE_TO_WHAT, invocation.place(), "reshape(x, 4, 7)");
    }
    return elaborate(invocation, sources.get(0), shape.get());
  }

  private Tensor elaborate(Stages.Invocation invocation, Tensor source, List<Integer> shape) {
    if (Shapes.size(source.shape()) != Shapes.size(shape)) {
      throw Mistake.of(
          Message.RESHAPE_SIZES,
          invocation.place(),
          Text.shape(source.shape()),
          Shapes.size(source.shape()),
          Text.shape(shape),
          Shapes.size(shape));
    }
    List<Index> indices = ElementIndices.of(shape);
    String stage = body.use().prefix() + invocation.stageName();
    ElementType type = source.type();
    Tensor target =
        new Tensor(
            body.net().uniqueName(invocation.name().orElse(stage + ".y")),
            Role.VALUE,
            type,
            shape,
            source.perSample());
    List<Expr> at = new ArrayList<>();
    List<Index> all = new ArrayList<>();
    if (source.perSample()) {
      all.add(Index.BATCH);
      at.add(new Expr.IndexValue(Index.BATCH));
    }
    all.addAll(indices);
    at.addAll(positions(indices, source.shape()));
    Expr read = new Expr.Read(source, at);
    body.net().emit(Equation.gather(target, all, read, body.origin(invocation.place())));
    body.net().depends(target, List.of(new Dependency(source, Optional.empty())));
    return target;
  }

  /** One position an axis of the source, over the indices of the target. */
  static List<Expr> positions(List<Index> indices, List<Integer> source) {
    List<Expr> positions = new ArrayList<>();
    int from = 0;
    int to = 0;
    while (from < source.size()) {
      int fromEnd = from + 1;
      int toEnd = to;
      long fromSize = source.get(from);
      long toSize = 1;
      while (fromSize != toSize || (toEnd == to && toEnd < indices.size())) {
        if (toSize < fromSize || toEnd == to) {
          toSize *= indices.get(toEnd++).extent();
        } else {
          fromSize *= source.get(fromEnd++);
        }
      }
      positions.addAll(group(indices.subList(to, toEnd), source.subList(from, fromEnd)));
      from = fromEnd;
      to = toEnd;
    }
    return positions;
  }

  private static List<Expr> group(List<Index> indices, List<Integer> source) {
    Expr flat = new Expr.Literal(0);
    for (Index index : indices) {
      Expr shifted = Fold.apply(Operator.MULTIPLY, flat, new Expr.Literal(index.extent()));
      flat = Fold.apply(Operator.ADD, shifted, new Expr.IndexValue(index));
    }
    List<Expr> positions = new ArrayList<>();
    long below = Shapes.size(source);
    for (int axis = 0; axis < source.size(); axis++) {
      below /= source.get(axis);
      Expr position = Fold.apply(Operator.FLOOR_DIVIDE, flat, new Expr.Literal(below));
      if (axis > 0) {
        position = Fold.apply(Operator.FLOOR_MODULO, position, new Expr.Literal(source.get(axis)));
      }
      positions.add(position);
    }
    return positions;
  }
}

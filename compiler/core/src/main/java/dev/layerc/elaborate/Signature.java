package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import dev.layerc.spec.ScalarType;
import dev.layerc.spec.TensorDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits the tensors that a layer gets to its signature: a new bare name binds to the size of its
 * axis, an expression is checked, {@code ...} takes the axes left over, the same ones throughout.
 */
final class Signature {
  private final Declaration.Layer layer;
  private final List<Tensor> tensors;
  private final Scope scope;
  private final Fit fit;
  private final Map<String, Integer> sizeSources = new LinkedHashMap<>();
  private Optional<List<Integer>> remaining = Optional.empty();

  private Signature(Declaration.Layer layer, List<Tensor> tensors, Scope scope, Fit fit) {
    this.layer = layer;
    this.tensors = tensors;
    this.scope = scope;
    this.fit = fit;
  }

  /** Binds inputs and sizes in {@code scope}; tells what does not fit at the use. */
  static Signature unify(
      Declaration.Layer layer, List<Tensor> tensors, Scope scope, NetState net, Span use) {
    Signature signature = new Signature(layer, tensors, scope, new Fit(layer, tensors, net, use));
    for (int i = 0; i < tensors.size(); i++) {
      signature.bindSizes(i);
    }
    for (int i = 0; i < tensors.size(); i++) {
      signature.checkSizes(i);
    }
    for (int i = 0; i < tensors.size(); i++) {
      signature.checkType(i);
      TensorDeclaration input = layer.inputs().get(i);
      scope.bindTensor(input.name().text(), tensors.get(i), input.name().span());
      scope.axes().declare(input.name().text(), spans(input), false);
    }
    return signature;
  }

  static List<Span> spans(TensorDeclaration tensor) {
    return tensor.axes().stream().map(Axis::span).toList();
  }

  private void bindSizes(int input) {
    List<Axis> axes = layer.inputs().get(input).axes();
    List<Integer> shape = tensors.get(input).shape();
    boolean dots = axes.stream().anyMatch(axis -> axis instanceof Axis.Remaining);
    int left = shape.size() - (dots ? axes.size() - 1 : axes.size());
    if (dots ? left < 0 : left != 0) {
      throw fit.wrong(input);
    }
    int at = 0;
    for (Axis axis : axes) {
      if (axis instanceof Axis.Remaining) {
        remaining(input, shape.subList(at, at + left));
        at += left;
      } else {
        bindSize(input, ((Axis.Of) axis).expression(), shape.get(at++));
      }
    }
  }

  private void remaining(int input, List<Integer> shape) {
    if (remaining.isPresent() && !remaining.get().equals(shape)) {
      throw fit.wrong(input);
    }
    remaining = Optional.of(List.copyOf(shape));
  }

  private void bindSize(int input, Expression axis, int extent) {
    if (axis instanceof Expression.Reference reference
        && scope.findOwn(reference.name().text()).isEmpty()) {
      scope.bindNumber(reference.name().text(), extent, "size", reference.name().span());
      sizeSources.put(reference.name().text(), input);
    }
  }

  private void checkSizes(int input) {
    List<Integer> shape = tensors.get(input).shape();
    int left = shape.size() - layer.inputs().get(input).axes().size() + 1;
    int at = 0;
    for (Axis axis : layer.inputs().get(input).axes()) {
      if (axis instanceof Axis.Remaining) {
        at += left;
      } else if (!sizeIs(((Axis.Of) axis).expression(), shape.get(at++))) {
        throw fit.wrong(input);
      }
    }
  }

  private boolean sizeIs(Expression axis, int extent) {
    Typed value = Expressions.elaborate(axis, Numbers.context(scope).inIndexPosition());
    return value.isLiteral() && value.literal() == extent;
  }

  private void checkType(int input) {
    Tensor tensor = tensors.get(input);
    if (!(layer.inputs().get(input).type().orElse(null) instanceof ScalarType.Int whole)) {
      if (!tensor.isReal()) {
        throw fit.wrongType(input);
      }
      return;
    }
    if (tensor.isReal()) {
      throw fit.wrongType(input);
    }
    int limit = tensor.type().limit();
    if (whole.limit() instanceof Expression.Reference reference
        && scope.findOwn(reference.name().text()).isEmpty()) {
      scope.bindNumber(reference.name().text(), limit, "size", reference.name().span());
      return;
    }
    checkLimit(input, whole, limit);
  }

  /** Labels must fit the scores exactly; words may be fewer than an embedding has rows. */
  private void checkLimit(int input, ScalarType.Int whole, int limit) {
    int wanted = Numbers.extent(whole.limit(), scope, d -> {});
    Integer source =
        whole.limit() instanceof Expression.Reference reference
            ? sizeSources.get(reference.name().text())
            : null;
    if (source != null && wanted != limit) {
      throw fit.wrongClasses(input, source, limit, wanted);
    }
    if (limit > wanted) {
      throw fit.wrongType(input);
    }
  }

  /** The axes that {@code ...} stands for. */
  Optional<List<Integer>> remaining() {
    return remaining;
  }

  /** The shape of an output, from the sizes bound. */
  List<Integer> outputShape(TensorDeclaration output) {
    return Declarations.shape(output, scope, remaining, d -> {}, fit::badOutput);
  }

  ElementType outputType(TensorDeclaration output) {
    return output.type().orElse(null) instanceof ScalarType.Int whole
        ? ElementType.whole(Numbers.extent(whole.limit(), scope, d -> {}))
        : ElementType.REAL;
  }
}

package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Argument;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Binder;
import dev.layerc.spec.Expression;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of an equation's indices: an index takes the size of each axis where it stands alone,
 * and all must agree. What {@code ...} stands for is found in the same way.
 *
 * <p>Where a condition on the index guards a read ({@code i < A ? a[i] : b[i - A]}), its axis need
 * not be the whole range: it gives a size only if no other axis does, and the proof of the bounds
 * decides.
 */
final class IndexSizes {
  /** An index whose size is being looked for; {@code bounded} where the text gives its range. */
  private static final class Candidate {
    private final boolean bounded;
    private int extent;
    private boolean guarded;
    private String source = "";
    private int axis;

    Candidate(boolean bounded) {
      this.bounded = bounded;
    }
  }

  private final Scope scope;
  private final Map<String, Candidate> left = new LinkedHashMap<>();
  private final IdentityHashMap<Expression.Reduction, Map<String, Candidate>> reduced =
      new IdentityHashMap<>();
  private final Set<String> guarded = new LinkedHashSet<>();
  private List<Integer> remainingShape;
  private String remainingSource = "";
  private List<Index> remaining;

  private IndexSizes(Scope scope) {
    this.scope = scope;
  }

  /**
   * Looks through {@code target[axes] = value}; {@code declared} is the target's shape if known.
   */
  static IndexSizes find(
      String target,
      List<Axis> axes,
      Optional<List<Integer>> declared,
      Expression value,
      Scope scope) {
    IndexSizes sizes = new IndexSizes(scope);
    for (LeftIndices.Written index : LeftIndices.indices(axes)) {
      Candidate candidate = new Candidate(index.bound().isPresent());
      index.bound().ifPresent(b -> candidate.extent = Numbers.extent(b, scope, d -> {}));
      sizes.left.put(index.name().text(), candidate);
    }
    declared.ifPresent(shape -> sizes.axes(target, axes, shape, new HashMap<>(sizes.left)));
    sizes.visit(value, sizes.left);
    if (sizes.remainingShape != null) {
      Set<String> taken = new LinkedHashSet<>(Mentions.of(value));
      taken.addAll(sizes.left.keySet());
      sizes.reduced.values().forEach(candidates -> taken.addAll(candidates.keySet()));
      taken.addAll(scope.names());
      sizes.remaining = ElementIndices.of(sizes.remainingShape, taken);
    }
    return sizes;
  }

  /** The size of an index of the left side, if an axis told it. */
  Optional<Integer> left(String name) {
    return extent(left.get(name));
  }

  Optional<Integer> reduced(Expression.Reduction reduction, String name) {
    Map<String, Candidate> candidates = reduced.get(reduction);
    return candidates == null ? Optional.empty() : extent(candidates.get(name));
  }

  /** The indices that {@code ...} stands for, if any read told. */
  Optional<List<Index>> remaining() {
    return Optional.ofNullable(remaining);
  }

  private static Optional<Integer> extent(Candidate candidate) {
    return candidate == null || candidate.extent == 0
        ? Optional.empty()
        : Optional.of(candidate.extent);
  }

  private void visit(Expression e, Map<String, Candidate> indices) {
    if (e instanceof Expression.Read read) {
      read(read, indices);
    } else if (e instanceof Expression.Reduction reduction) {
      reduction(reduction, indices);
    } else if (e instanceof Expression.Call call) {
      for (Argument argument : call.arguments()) {
        visit(argument.value(), indices);
      }
    } else if (e instanceof Expression.Unary unary) {
      visit(unary.operand(), indices);
    } else if (e instanceof Expression.Binary binary) {
      visit(binary.left(), indices);
      visit(binary.right(), indices);
    } else if (e instanceof Expression.Conditional conditional) {
      visit(conditional.condition(), indices);
      underGuard(
          conditional.condition(),
          () -> {
            visit(conditional.whenTrue(), indices);
            visit(conditional.whenFalse(), indices);
          });
    }
  }

  private void reduction(Expression.Reduction reduction, Map<String, Candidate> indices) {
    Map<String, Candidate> inner = new LinkedHashMap<>(indices);
    Map<String, Candidate> own = new LinkedHashMap<>();
    for (Binder binder : reduction.binders()) {
      if (binder instanceof Binder.Index index) {
        own.put(index.name().text(), new Candidate(index.bound().isPresent()));
      }
    }
    inner.putAll(own);
    reduced.put(reduction, own);
    if (reduction.where().isEmpty()) {
      visit(reduction.body(), inner);
      return;
    }
    visit(reduction.where().get(), inner);
    underGuard(reduction.where().get(), () -> visit(reduction.body(), inner));
  }

  private void underGuard(Expression condition, Runnable visit) {
    Set<String> before = new LinkedHashSet<>(guarded);
    guarded.addAll(Mentions.of(condition));
    visit.run();
    guarded.clear();
    guarded.addAll(before);
  }

  private void read(Expression.Read read, Map<String, Candidate> indices) {
    for (Axis axis : read.axes()) {
      if (axis instanceof Axis.Of of) {
        visit(of.expression(), indices);
      }
    }
    if (scope.findOwn(read.tensor().text()).orElse(null) instanceof Binding.Whole whole) {
      Tensor tensor = whole.tensor();
      int explicit = (int) read.axes().stream().filter(a -> a instanceof Axis.Of).count();
      boolean fits =
          explicit == read.axes().size()
              ? explicit == tensor.shape().size()
              : explicit <= tensor.shape().size();
      if (!fits) {
        throw Reads.wrongRank(read, tensor, explicit);
      }
      axes(read.tensor().text(), read.axes(), tensor.shape(), indices);
    }
  }

  private void axes(
      String source, List<Axis> axes, List<Integer> shape, Map<String, Candidate> indices) {
    int dots = shape.size() - (int) axes.stream().filter(a -> a instanceof Axis.Of).count();
    int at = 0;
    for (Axis axis : axes) {
      if (axis instanceof Axis.Remaining) {
        remaining(source, axis.span(), shape.subList(at, at + dots));
        at += dots;
        continue;
      }
      if (((Axis.Of) axis).expression() instanceof Expression.Reference reference) {
        Candidate candidate = indices.get(reference.name().text());
        if (candidate != null && !candidate.bounded) {
          agree(reference, candidate, source, at + 1, shape.get(at));
        }
      }
      at++;
    }
  }

  private void agree(
      Expression.Reference index, Candidate candidate, String source, int axis, int extent) {
    boolean isGuarded = guarded.contains(index.name().text());
    if (candidate.extent == 0 || (candidate.guarded && !isGuarded)) {
      candidate.extent = extent;
      candidate.guarded = isGuarded;
      candidate.source = source;
      candidate.axis = axis;
    } else if (candidate.extent != extent && candidate.guarded == isGuarded) {
      throw SizeConflict.of(
          index,
          new SizeConflict.Side(candidate.source, candidate.axis, candidate.extent),
          new SizeConflict.Side(source, axis, extent),
          scope);
    }
  }

  private void remaining(String source, Span span, List<Integer> shape) {
    if (remainingShape == null) {
      remainingShape = List.copyOf(shape);
      remainingSource = source;
    } else if (!remainingShape.equals(shape)) {
      throw Mistake.of(
          Message.REMAINING_DIFFER,
          span,
          Text.shape(remainingShape),
          remainingSource,
          Text.shape(shape),
          source);
    }
  }
}

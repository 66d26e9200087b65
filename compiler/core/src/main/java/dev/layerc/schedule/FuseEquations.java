package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts equations that run over the same points, and meet only at the same point, into one loop
 * nest:
 *
 * <pre>{@code
 * z[o] = sum[i] W[o,i]*x[i] + b[o]           for (o) { z = ...; h[o] = max(z, 0); }
 * h[o] = max(z[o], 0)                   ->
 * }</pre>
 *
 * so that activations, their derivatives and the like make no pass of their own over memory.
 */
final class FuseEquations {
  /** More operations than this in one loop body are no longer one screenful. */
  private static final int LARGEST_BODY = 120;

  private final List<List<Equation>> groups = new ArrayList<>();
  private final List<Recurrence> recurrences = new ArrayList<>();

  /** What the equations of each group read and make. */
  private final List<Set<Tensor>> touched = new ArrayList<>();

  private final List<Set<Tensor>> made = new ArrayList<>();

  static List<Group> in(List<? extends Step> steps) {
    FuseEquations fuse = new FuseEquations();
    steps.forEach(fuse::place);
    List<Group> result = new ArrayList<>();
    for (int i = 0; i < fuse.groups.size(); i++) {
      Recurrence recurrence = fuse.recurrences.get(i);
      List<Equation> equations = fuse.groups.get(i);
      result.add(recurrence != null ? Group.of(recurrence) : new Group(equations, noTime()));
    }
    return result;
  }

  private static Optional<Recurrence> noTime() {
    return Optional.empty();
  }

  private void place(Step step) {
    if (step instanceof Recurrence recurrence) {
      add(new ArrayList<>(recurrence.equations()), recurrence);
      return;
    }
    Equation equation = (Equation) step;
    Set<Tensor> read = ExprQueries.tensors(equation);
    boolean alone = !isPlain(equation) || Contraction.ofSome(equation).isPresent();
    for (int i = alone ? -1 : groups.size() - 1; i >= 0; i--) {
      boolean near = touched.get(i).stream().anyMatch(read::contains);
      if (near && recurrences.get(i) == null && joins(equation, groups.get(i))) {
        groups.get(i).add(overIndicesOf(groups.get(i).get(0), equation));
        touch(touched.get(i), equation);
        made.get(i).add(equation.target());
        return;
      }
      boolean overwritten = touched.get(i).contains(equation.target());
      if (overwritten || read.stream().anyMatch(made.get(i)::contains)) {
        break;
      }
    }
    add(new ArrayList<>(List.of(equation)), null);
  }

  private void add(List<Equation> equations, Recurrence recurrence) {
    groups.add(equations);
    recurrences.add(recurrence);
    Set<Tensor> tensors = new LinkedHashSet<>();
    equations.forEach(equation -> touch(tensors, equation));
    touched.add(tensors);
    made.add(
        equations.stream()
            .map(Equation::target)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static void touch(Set<Tensor> tensors, Equation equation) {
    tensors.add(equation.target());
    tensors.addAll(ExprQueries.tensors(equation));
  }

  /** For an equation that is plain, no contraction, and has a tensor in common with the group. */
  private static boolean joins(Equation equation, List<Equation> group) {
    return refusal(equation, group).isEmpty();
  }

  /** Why an equation does not join the loops of a group, in words; empty where it can. */
  static Optional<String> refusal(Equation equation, List<Equation> group) {
    Equation first = group.get(0);
    int size = size(group) + ExprQueries.size(equation.value());
    if (!isPlain(equation) || !isPlain(first)) {
      return Optional.of("one of them writes only some elements, or adds to them");
    }
    if (!extents(equation).equals(extents(first))) {
      return Optional.of("one runs over " + points(equation) + ", the other " + points(first));
    }
    if (hasReduction(equation) && Contraction.ofSome(first).isPresent()) {
      return Optional.of("it has a reduction, and the loops end in a sum of products");
    }
    if (size > LARGEST_BODY) {
      return Optional.of(size + " operations in one loop; " + LARGEST_BODY + " are a screenful");
    }
    return meetsAtThePointOnly(equation, group)
        ? Optional.empty()
        : Optional.of("it reads more than the point that the loops have just computed");
  }

  private static String points(Equation equation) {
    return equation.indices().stream()
        .map(index -> index.isBatch() ? "samples" : Integer.toString(index.extent()))
        .collect(Collectors.joining(" x ", "", equation.indices().isEmpty() ? "one point" : ""));
  }

  /** The number of operations in the loops of a group, as a limit counts them. */
  static String sizeInWords(List<Equation> group) {
    return size(group) + " operations in one loop, of at most " + LARGEST_BODY;
  }

  private static boolean isPlain(Equation equation) {
    return equation.isGather() && !equation.accumulate() && equation.where().isEmpty();
  }

  private static List<Integer> extents(Equation equation) {
    return equation.indices().stream().map(Index::extent).toList();
  }

  static boolean hasReduction(Equation equation) {
    return ExprQueries.anyMatch(equation.value(), Expr.Reduce.class::isInstance);
  }

  private static int size(List<Equation> group) {
    return group.stream().mapToInt(equation -> ExprQueries.size(equation.value())).sum();
  }

  /** True where the equation reads the group's targets only at its own point. */
  private static boolean meetsAtThePointOnly(Equation equation, List<Equation> group) {
    Set<Tensor> targets = new LinkedHashSet<>();
    group.forEach(other -> targets.add(other.target()));
    return ExprQueries.reads(equation).stream()
            .filter(read -> targets.contains(read.tensor()))
            .allMatch(read -> read.at().equals(equation.at()) && read.otherwise().isEmpty())
        && group.stream().noneMatch(other -> readsElsewhere(other, equation.target()));
  }

  /** True where what is to be overwritten is read at other points. */
  private static boolean readsElsewhere(Equation equation, Tensor tensor) {
    return ExprQueries.reads(equation).stream()
        .filter(read -> read.tensor().equals(tensor))
        .anyMatch(read -> !read.at().equals(equation.at()));
  }

  /** The equation with the index names of {@code first}. */
  private static Equation overIndicesOf(Equation first, Equation equation) {
    Map<Index, Expr> names = new LinkedHashMap<>();
    for (int i = 0; i < first.indices().size(); i++) {
      names.put(equation.indices().get(i), new Expr.IndexValue(first.indices().get(i)));
    }
    Substitution renaming = new Substitution(names);
    Equation renamed = ExprRewriter.mapExpressions(equation, renaming::apply);
    return Equation.gather(renamed.target(), first.indices(), renamed.value(), renamed.origin());
  }
}

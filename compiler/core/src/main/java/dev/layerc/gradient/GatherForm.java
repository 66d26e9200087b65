package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Congruence;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EvenDivisions;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.IndexRanges;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.ZeroOutside;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Turns a scatter into the gather that computes the same.
 *
 * <pre>
 *   dT[A(u)] += v(u)                      for every u within w
 *   dT[t] = sum[rest where w && A = t] v   with the pivots of u expressed by t and the rest
 * </pre>
 *
 * Indices of {@code u} that {@code t} does not determine become a sum (R2, R10).
 */
public final class GatherForm {
  private final Map<Index, Index> apart;
  private final List<Congruence> congruences;
  private final InvertIndexMap.Solution solution;
  private final Map<Index, Expr> replacements = new LinkedHashMap<>();
  private final List<Index> rest = new ArrayList<>();

  private GatherForm(Contribution contribution, List<Index> target) {
    this.apart = apart(contribution.indices(), target);
    List<Expr> at =
        contribution.read().at().stream().map(e -> Substitution.rename(e, apart)).toList();
    this.congruences =
        contribution.guards().stream()
            .flatMap(guard -> ExprQueries.conjuncts(guard).stream())
            .flatMap(guard -> Congruence.of(Substitution.rename(guard, apart)).stream())
            .toList();
    this.solution = InvertIndexMap.solve(at, List.copyOf(apart.values()), target, congruences);
    for (Index index : contribution.indices()) {
      Index renamed = apart.get(index);
      Expr value = solution.pivots().get(renamed);
      if (value == null) {
        rest.add(renamed);
        value = new Expr.IndexValue(renamed);
      }
      replacements.put(index, value);
    }
  }

  /** Names that cannot be mistaken for the target's. */
  private static Map<Index, Index> apart(List<Index> indices, List<Index> target) {
    Set<String> taken = new LinkedHashSet<>();
    target.forEach(index -> taken.add(index.name()));
    Set<String> all = new LinkedHashSet<>(taken);
    indices.forEach(index -> all.add(index.name()));
    FreshIndices fresh = new FreshIndices(all);
    Map<Index, Index> apart = new LinkedHashMap<>();
    for (Index index : indices) {
      boolean clashes = !index.isBatch() && taken.contains(index.name());
      apart.put(index, clashes ? fresh.like(index) : index);
    }
    return apart;
  }

  /** The value of the adjoint at {@code target}, whatever it costs. */
  static Expr of(Contribution contribution, List<Index> target) {
    return new GatherForm(contribution, target).value(contribution);
  }

  /**
   * The value of the adjoint at {@code target}, where a gather does no more work than the scatter:
   * empty if it would have to search for the points that meet at a place (R2b, R2d).
   */
  static Optional<Expr> ifCheap(Contribution contribution, List<Index> target) {
    GatherForm form = new GatherForm(contribution, target);
    return form.searches() ? Optional.empty() : Optional.of(form.value(contribution));
  }

  /** True where each point reads a place that no other point reads, told by its digits alone. */
  static boolean isOneToOne(Read read, List<Index> indices) {
    FreshIndices fresh = new FreshIndices(indices.stream().map(Index::name).toList());
    List<Index> places = new ArrayList<>();
    for (int axis = 0; axis < read.at().size(); axis++) {
      int extent = read.tensor().extent(axis);
      places.add(extent == Index.DYNAMIC ? Index.BATCH : fresh.like(new Index("place", extent)));
    }
    InvertIndexMap.Solution solution = InvertIndexMap.solve(read.at(), indices, places, List.of());
    return solution.guards().isEmpty() && solution.pivots().keySet().containsAll(indices);
  }

  /**
   * The gather that a scatter stands for, as one prints it: {@code dE[x[t],d] += dy[t,d]} is {@code
   * dE[v,d] = sum[batch, t where x[t] == v] dy[t,d]}.
   */
  public static Equation of(Equation scatter, List<Index> target) {
    List<Expr> guards = scatter.where().map(List::of).orElse(List.of());
    Read place = new Read(scatter.target(), scatter.at(), OptionalDouble.of(0));
    Contribution contribution =
        new Contribution(place, scatter.indices(), guards, scatter.value(), scatter.origin());
    Tensor adjoint = scatter.target();
    return Equation.gather(adjoint, target, of(contribution, target), scatter.origin());
  }

  private boolean searches() {
    return solution.strided()
        || solution.guards().stream()
            .anyMatch(guard -> ExprQueries.freeIndices(guard).stream().anyMatch(rest::contains));
  }

  private Expr value(Contribution contribution) {
    Substitution substitution = new Substitution(replacements);
    List<Expr> guards = new ArrayList<>();
    boolean zeroOutside = vanishesOutside(contribution);
    if (!zeroOutside) {
      guards.addAll(solution.ranges().values());
    }
    Substitution pivots = new Substitution(solution.pivots());
    solution.guards().forEach(guard -> guards.add(padded(pivots.apply(guard), List.of())));
    contribution.guards().forEach(g -> guards.add(padded(at(substitution, g), List.of())));
    return summed(padded(at(substitution, contribution.value()), guards), guards, rest);
  }

  /** What divided a pivot may come out even where the pivot is expressed by its place. */
  private Expr at(Substitution substitution, Expr expr) {
    Expr there = substitution.apply(expr);
    return congruences.isEmpty() ? there : EvenDivisions.in(there);
  }

  /**
   * The sum of a value over {@code rest} under conditions: those on indices shrink the domain of
   * the sum, others select (R6).
   */
  static Expr summed(Expr value, List<Expr> guards, List<Index> rest) {
    List<Expr> outer = new ArrayList<>();
    List<Expr> where = new ArrayList<>();
    List<Expr> inner = new ArrayList<>();
    for (Expr guard : guards) {
      if (ExprQueries.freeIndices(guard).stream().noneMatch(rest::contains)) {
        outer.add(guard);
      } else if (ExprQueries.tensors(guard).stream().noneMatch(Tensor::isReal)) {
        where.add(guard);
      } else {
        inner.add(guard);
      }
    }
    Expr selected = Arithmetic.where(inner, value);
    Expr summed =
        rest.isEmpty() ? selected : new Reduce(Reducer.SUM, rest, Arithmetic.all(where), selected);
    return Arithmetic.where(outer, summed);
  }

  /**
   * True where every pivot that can fall outside of its range does so as an axis of a factor that
   * is then 0, and no other factor can be infinite there.
   */
  private boolean vanishesOutside(Contribution contribution) {
    return ZeroOutside.isPolynomial(contribution.value())
        && contribution.indices().stream()
            .filter(index -> solution.ranges().containsKey(apart.get(index)))
            .allMatch(index -> ZeroOutside.vanishes(contribution.value(), index));
  }

  /** Reads that the inversion may have put out of bounds read 0 there. */
  private Expr padded(Expr expr, List<Expr> guards) {
    if (solution.ranges().isEmpty()) {
      return expr;
    }
    IndexRanges ranges = IndexRanges.WHOLE;
    for (Expr guard : guards) {
      ranges = ranges.assuming(guard);
    }
    return ZeroOutside.padded(expr, ranges);
  }
}

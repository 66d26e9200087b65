package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Equations that read one another at constant offsets along one index become a time loop: {@code
 * h[t,i] = f(h[t-1, k else 0])} runs upwards, with {@code t+1} downwards. What needs no neighbour
 * in time is moved out first ({@link LiftInputs}).
 */
final class Recurrences {
  private final NetState net;
  private final Map<Equation, Statement.Definition> written;
  private final Map<Tensor, Equation> byTarget = new LinkedHashMap<>();
  private final Map<Tensor, Index> times = new LinkedHashMap<>();

  Recurrences(NetState net, Map<Equation, Statement.Definition> written) {
    this.net = net;
    this.written = written;
    written.keySet().forEach(equation -> byTarget.put(equation.target(), equation));
  }

  void emit() {
    findTimes();
    boolean descending = descending();
    Index time = commonTime();
    List<Equation> members = new ArrayList<>();
    for (Equation equation : ordered()) {
      Equation renamed = renameTime(equation, time);
      members.add(new LiftInputs(net, byTarget.keySet()).lift(renamed));
    }
    net.emit(new Recurrence(time, descending, members));
  }

  /** Which index of each equation is time: the one that a read of the cycle is offset by. */
  private void findTimes() {
    for (Equation equation : byTarget.values()) {
      for (Expr.Read read : cyclicReads(equation)) {
        firstOffset(equation, read);
      }
    }
    boolean progress = !times.isEmpty();
    while (progress) {
      progress = false;
      for (Equation equation : byTarget.values()) {
        for (Expr.Read read : cyclicReads(equation)) {
          progress |= spread(equation, read);
        }
      }
    }
    for (Equation equation : byTarget.values()) {
      if (!times.containsKey(equation.target())) {
        throw CyclicGroup.dependsOnItself(written.get(equation));
      }
    }
  }

  private List<Expr.Read> cyclicReads(Equation equation) {
    return ExprQueries.reads(equation).stream()
        .filter(read -> byTarget.containsKey(read.tensor()))
        .toList();
  }

  private void firstOffset(Equation equation, Expr.Read read) {
    if (!times.isEmpty()) {
      return;
    }
    for (int axis = 0; axis < read.at().size(); axis++) {
      Optional<Affine> at = Affine.of(read.at().get(axis));
      boolean offset =
          at.isPresent()
              && at.get().constant() != 0
              && at.get().minus(Affine.constant(at.get().constant())).asIndex().isPresent();
      if (offset && equation.indices().containsAll(at.get().indices())) {
        times.put(equation.target(), at.get().indices().iterator().next());
        times.putIfAbsent(read.tensor(), byTarget.get(read.tensor()).indices().get(axis));
      }
    }
  }

  /** From the time of the reader to that of what it reads, or back. */
  private boolean spread(Equation equation, Expr.Read read) {
    Index own = times.get(equation.target());
    Equation source = byTarget.get(read.tensor());
    Index other = times.get(read.tensor());
    if ((own == null) == (other == null)) {
      return false;
    }
    for (int axis = 0; axis < read.at().size(); axis++) {
      Optional<Index> index =
          Affine.of(read.at().get(axis))
              .flatMap(a -> a.minus(Affine.constant(a.constant())).asIndex());
      if (index.isEmpty() || !equation.indices().contains(index.get())) {
        continue;
      }
      if (own != null && index.get().equals(own)) {
        times.put(read.tensor(), source.indices().get(axis));
        return true;
      }
      if (other != null && source.indices().get(axis).equals(other)) {
        times.put(equation.target(), index.get());
        return true;
      }
    }
    return false;
  }

  /** How far a read of the cycle is from the time at hand; told if that is not constant. */
  private long offset(Equation equation, Expr.Read read) {
    Index own = times.get(equation.target());
    int axis = byTarget.get(read.tensor()).indices().indexOf(times.get(read.tensor()));
    Affine difference =
        Affine.of(read.at().get(axis)).map(at -> at.minus(Affine.of(own))).orElse(Affine.of(own));
    if (!difference.isConstant()) {
      Statement.Definition definition = written.get(equation);
      throw Mistake.of(
          Message.RECURRENCE_NOT_CONSTANT,
          definition.value().span(),
          definition.name(),
          read.tensor(),
          own);
    }
    return difference.constant();
  }

  private boolean descending() {
    boolean earlier = false;
    boolean later = false;
    for (Equation equation : byTarget.values()) {
      for (Expr.Read read : cyclicReads(equation)) {
        long offset = offset(equation, read);
        earlier |= offset < 0;
        later |= offset > 0;
        if (earlier && later) {
          throw RecurrenceMistakes.bothDirections(written.get(equation), written.values());
        }
      }
    }
    return later;
  }

  /** The equations in an order in which each finds what it reads at its own time. */
  private List<Equation> ordered() {
    List<Equation> ordered = new ArrayList<>();
    Set<Equation> open = new LinkedHashSet<>();
    byTarget.values().forEach(equation -> order(equation, open, ordered));
    return ordered;
  }

  private void order(Equation equation, Set<Equation> open, List<Equation> ordered) {
    if (ordered.contains(equation)) {
      return;
    }
    if (!open.add(equation)) {
      throw CyclicGroup.dependsOnItself(written.get(equation));
    }
    for (Expr.Read read : cyclicReads(equation)) {
      if (offset(equation, read) == 0) {
        order(byTarget.get(read.tensor()), open, ordered);
      }
    }
    open.remove(equation);
    ordered.add(equation);
  }

  /** One index for the time of all, under a name that no other index of theirs has. */
  private Index commonTime() {
    Set<String> taken = new LinkedHashSet<>();
    Set<Integer> extents = new LinkedHashSet<>();
    for (Equation equation : byTarget.values()) {
      Index own = times.get(equation.target());
      extents.add(own.extent());
      taken.addAll(ExprQueries.indexNames(equation));
    }
    times.values().forEach(time -> taken.remove(time.name()));
    if (extents.size() > 1) {
      Statement.Definition first = written.values().iterator().next();
      throw Mistake.of(Message.RECURRENCE_LENGTHS, first.name().span(), first.name(), extents);
    }
    Index first = times.get(byTarget.keySet().iterator().next());
    return new FreshIndices(taken).like(first);
  }

  private Equation renameTime(Equation equation, Index time) {
    Index own = times.get(equation.target());
    if (own.equals(time)) {
      return equation;
    }
    List<Index> indices =
        equation.indices().stream().map(index -> index.equals(own) ? time : index).toList();
    Expr value = Substitution.rename(equation.value(), Map.of(own, time));
    return Equation.gather(equation.target(), indices, value, equation.origin());
  }

  /** True where the expression reads the cycle. */
  static boolean reads(Expr expr, Set<Tensor> cycle) {
    return ExprQueries.anyMatch(
        expr, node -> node instanceof Expr.Read read && cycle.contains(read.tensor()));
  }

  static boolean reduces(Expr expr) {
    return ExprQueries.anyMatch(expr, node -> node instanceof Expr.Reduce);
  }
}

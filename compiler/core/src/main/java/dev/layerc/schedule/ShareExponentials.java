package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Role;
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

/**
 * Takes each exponential of a softmax once, where its sum and its results would take it twice.
 *
 * <pre>{@code
 * l = lse[k] x[k];  p[i] = exp(x[i] - l)
 * ->
 * m = max[k] x[k];  e[i] = exp(x[i] - m);  s = sum[k] e[k];  p[i] = e[i]/s
 * }</pre>
 *
 * Where {@code l} is read otherwise, as by a loss, it is {@code m + log(s)}; of infinite numbers
 * alone it is {@code m}. A condition on the terms, as a causal mask, is one on {@code e}.
 */
final class ShareExponentials {
  private final List<Step> steps;

  /** Who else may read the logarithms of sums. */
  private final Set<Tensor> readElsewhere;

  private ShareExponentials(List<Step> steps, Set<Tensor> readElsewhere) {
    this.steps = steps;
    this.readElsewhere = readElsewhere;
  }

  static DerivedProgram in(DerivedProgram program) {
    Set<Tensor> results = results(program);
    Set<Tensor> later = new LinkedHashSet<>(results);
    program.backward().stream()
        .flatMap(step -> step.equations().stream())
        .forEach(equation -> later.addAll(ExprQueries.tensors(equation)));
    List<Step> forward = new ShareExponentials(program.forward(), later).share();
    List<Step> evaluation =
        program.evaluation().equals(program.forward())
            ? forward
            : new ShareExponentials(program.evaluation(), results).share();
    return new DerivedProgram(
        program.source(),
        new ShareExponentials(program.inference(), results).share(),
        evaluation,
        forward,
        program.backward(),
        program.gradients());
  }

  /** What somebody reads who is no equation. */
  private static Set<Tensor> results(DerivedProgram program) {
    Set<Tensor> results = new LinkedHashSet<>();
    program.source().outputs().forEach(output -> results.add(output.tensor()));
    program.source().metrics().forEach(metric -> results.add(metric.tensor()));
    program.source().states().forEach(state -> state.next().ifPresent(results::add));
    program.source().objective().ifPresent(results::add);
    return results;
  }

  private List<Step> share() {
    Map<Step, List<Equation>> instead = new LinkedHashMap<>();
    for (Step step : steps) {
      softmax(step)
          .ifPresent(
              softmax -> {
                instead.put(step, softmax.before(isRead(softmax)));
                instead.put(softmax.results(), List.of(softmax.quotients()));
              });
    }
    List<Step> shared = new ArrayList<>();
    for (Step step : steps) {
      shared.addAll(instead.containsKey(step) ? instead.get(step) : List.of(step));
    }
    return shared;
  }

  /** True where the logarithm is read by others than the results. */
  private boolean isRead(Softmax softmax) {
    Tensor logarithm = softmax.logarithms().target();
    return readElsewhere.contains(logarithm)
        || steps.stream()
            .flatMap(step -> step.equations().stream())
            .filter(equation -> !equation.equals(softmax.results()))
            .anyMatch(equation -> ExprQueries.tensors(equation).contains(logarithm));
  }

  /** The softmax whose logarithms of sums a step makes, if its results are there. */
  private Optional<Softmax> softmax(Step step) {
    if (!(step instanceof Equation logarithms)
        || !isWhole(logarithms)
        || !(logarithms.value() instanceof Expr.Reduce sum)
        || sum.reducer() != Reducer.LSE) {
      return Optional.empty();
    }
    return steps.stream()
        .filter(Equation.class::isInstance)
        .map(Equation.class::cast)
        .filter(ShareExponentials::isWhole)
        .flatMap(results -> Softmax.of(logarithms, sum, results).stream())
        .findFirst();
  }

  private static boolean isWhole(Equation equation) {
    return equation.isGather() && equation.where().isEmpty() && !equation.accumulate();
  }

  /**
   * The two equations of a softmax; the condition on a result, if there is one, is the sum's.
   *
   * @param logarithms those of the sums of exponentials
   * @param exponent what {@code results} take exponentials of, without the logarithm
   * @param names the indices of {@code logarithms}, and of their sum, as {@code results} has them
   */
  private record Softmax(
      Equation logarithms,
      Expr.Reduce sum,
      Equation results,
      Expr exponent,
      Map<Index, Index> names) {

    static Optional<Softmax> of(Equation logarithms, Expr.Reduce sum, Equation results) {
      Expr value = results.value();
      if (value instanceof Expr.Select select && isZero(select.whenFalse())) {
        value = select.whenTrue();
      }
      if (!(value instanceof Expr.Apply exp)
          || exp.operator() != Operator.EXP
          || !(exp.operands().get(0) instanceof Expr.Apply difference)
          || difference.operator() != Operator.SUBTRACT
          || !(difference.operands().get(1) instanceof Expr.Read logarithm)
          || !logarithm.tensor().equals(logarithms.target())) {
        return Optional.empty();
      }
      Expr exponent = difference.operands().get(0);
      return names(logarithms, sum, results, logarithm, exponent)
          .map(names -> new Softmax(logarithms, sum, results, exponent, names))
          .filter(Softmax::isOne);
    }

    private static boolean isZero(Expr expr) {
      return expr instanceof Expr.Literal literal && literal.value() == 0;
    }

    /** The indices by the places where both read the same. */
    private static Optional<Map<Index, Index>> names(
        Equation logarithms,
        Expr.Reduce sum,
        Equation results,
        Expr.Read logarithm,
        Expr exponent) {
      if (!(sum.body() instanceof Expr.Read terms)
          || !(exponent instanceof Expr.Read read)
          || !terms.tensor().equals(read.tensor())) {
        return Optional.empty();
      }
      Map<Index, Index> names = new LinkedHashMap<>();
      List<Expr> from = new ArrayList<>(logarithms.at());
      from.addAll(terms.at());
      List<Expr> to = new ArrayList<>(logarithm.at());
      to.addAll(read.at());
      for (int i = 0; i < from.size(); i++) {
        if (from.get(i) instanceof Expr.IndexValue own
            && to.get(i) instanceof Expr.IndexValue other
            && own.index().extent() == other.index().extent()) {
          names.putIfAbsent(own.index(), other.index());
        }
      }
      return new LinkedHashSet<>(names.values()).equals(new LinkedHashSet<>(results.indices()))
              && names.size() == results.indices().size()
          ? Optional.of(names)
          : Optional.empty();
    }

    /** True where the terms of the sum, and the condition on them, are those of the results. */
    private boolean isOne() {
      Optional<Expr> condition =
          results.value() instanceof Expr.Select select
              ? Optional.of(select.condition())
              : Optional.empty();
      return renamed(sum.body()).equals(exponent)
          && sum.where().map(this::renamed).equals(condition);
    }

    private Expr renamed(Expr expr) {
      return Substitution.rename(expr, names);
    }

    /** What comes in the place of the logarithms, which are kept where they are read. */
    List<Equation> before(boolean isRead) {
      List<Equation> equations = new ArrayList<>();
      Expr largest = new Expr.Reduce(Reducer.MAX, sum.indices(), sum.where(), sum.body());
      equations.add(like(logarithms, maxima(), largest));
      equations.add(exponentials());
      Expr all =
          new Expr.Reduce(
              Reducer.SUM,
              sum.indices(),
              Optional.empty(),
              new Expr.Read(exponentials().target(), backToSum()));
      equations.add(like(logarithms, sums(), all));
      if (isRead) {
        equations.add(logarithms.withValue(logarithm()));
      }
      return equations;
    }

    /** The places of the exponentials in the sum's own indices. */
    private List<Expr> backToSum() {
      Map<Index, Index> back = new LinkedHashMap<>();
      names.forEach((own, other) -> back.put(other, own));
      return results.at().stream().map(place -> Substitution.rename(place, back)).toList();
    }

    private Equation exponentials() {
      Expr largest = new Expr.Read(maxima(), placesOfResults());
      Expr exp = new Expr.Apply(Operator.EXP, new Expr.Apply(Operator.SUBTRACT, exponent, largest));
      return like(results, named("exponentials", results.target()), whereTermsAre(exp));
    }

    private List<Expr> placesOfResults() {
      return logarithms.at().stream().map(this::renamed).toList();
    }

    /** {@code m + log(s)}, and {@code m} where it is infinite. */
    private Expr logarithm() {
      Expr largest = new Expr.Read(maxima(), logarithms.at());
      Expr total = new Expr.Read(sums(), logarithms.at());
      Expr isFinite =
          new Expr.Apply(
              Operator.LESS,
              new Expr.Apply(Operator.ABS, largest),
              new Expr.Literal(Double.POSITIVE_INFINITY));
      Expr sum = new Expr.Apply(Operator.ADD, largest, new Expr.Apply(Operator.LOG, total));
      return new Expr.Select(isFinite, sum, largest);
    }

    /** The results as parts of the sum. */
    Equation quotients() {
      Expr exponential = new Expr.Read(exponentials().target(), results.at());
      Expr total = new Expr.Read(sums(), placesOfResults());
      return results.withValue(whereTermsAre(new Expr.Apply(Operator.DIVIDE, exponential, total)));
    }

    /** Where no term counts, there is nothing to be a part of. */
    private Expr whereTermsAre(Expr value) {
      return results.value() instanceof Expr.Select select
          ? ExprRewriter.rebuild(select, List.of(select.condition(), value, select.whenFalse()))
          : value;
    }

    private static Equation like(Equation equation, Tensor target, Expr value) {
      return Equation.gather(target, equation.indices(), value, equation.origin());
    }

    private Tensor maxima() {
      return named("max", logarithms.target());
    }

    private Tensor sums() {
      return named("sum", logarithms.target());
    }

    /** No name of a spec has a space. */
    private Tensor named(String what, Tensor like) {
      String name = results.target().name() + " " + what;
      return new Tensor(name, Role.VALUE, like.type(), like.shape(), like.perSample());
    }
  }
}

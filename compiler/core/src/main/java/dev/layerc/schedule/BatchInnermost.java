package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tensors that are better stored with the samples innermost: {@code x[channel][row][column,
 * sample]}. A sum over windows reads them at sums of indices, {@code x[c,i+p,j+q]}, which run along
 * no row of a single sample that is worth a vector; over a row and its samples together they do.
 *
 * <p>What such sums read and write is stored so, and what is computed from these element by
 * element.
 */
final class BatchInnermost {
  /** A row of a single sample that is long enough as it is. */
  private static final int LONG_ROW = 256;

  private final Predicate<Contraction> hasRowForm;
  private final Set<Tensor> windows;
  private final Set<Tensor> rows;
  private final Set<Tensor> innermost = new LinkedHashSet<>();
  private final Set<Tensor> outermost = new LinkedHashSet<>();

  private BatchInnermost(Predicate<Contraction> hasRowForm, Set<Tensor> windows, Set<Tensor> rows) {
    this.hasRowForm = hasRowForm;
    this.windows = windows;
    this.rows = rows;
    outermost.addAll(rows);
  }

  /**
   * The tensors of a network, {@code hasRowForm} telling which sums do without, {@code windows}
   * what was copied for those that do not, and {@code rows} what was copied for sums that have rows
   * of each sample whatever else they read.
   */
  static Set<Tensor> in(
      List<List<Step>> routines,
      Predicate<Contraction> hasRowForm,
      Set<Tensor> windows,
      Set<Tensor> rows) {
    BatchInnermost find = new BatchInnermost(hasRowForm, windows, rows);
    List<Step> steps = routines.stream().flatMap(List::stream).toList();
    steps.stream()
        .filter(step -> !(step instanceof Equation))
        .flatMap(step -> step.equations().stream())
        .forEach(find::keepOutermost);
    List<Equation> equations =
        steps.stream().filter(Equation.class::isInstance).map(Equation.class::cast).toList();
    equations.forEach(find::begin);
    find.innermost.removeAll(find.outermost);
    find.spread(equations);
    return find.innermost;
  }

  private void keepOutermost(Equation equation) {
    stored(equation).forEach(outermost::add);
  }

  private void begin(Equation equation) {
    Optional<Contraction> contraction = Contraction.of(equation);
    if (contraction.isEmpty() || stored(equation).anyMatch(rows::contains)) {
      return;
    }
    if (readsWindows(equation)) {
      stored(equation).forEach(innermost::add);
    } else if (hasRowForm.test(contraction.get())) {
      if (!mapsPlaces(contraction.get())) {
        keepOutermost(equation);
      }
    } else if (sumsOverWindows(contraction.get())) {
      stored(equation).forEach(innermost::add);
    }
  }

  /**
   * True where the last axis passes through as it is, {@code y[o,i] = sum[c] K[o,c]*x[c,i]}: such a
   * sum has rows with the samples at either end.
   */
  private static boolean mapsPlaces(Contraction contraction) {
    Tensor made = contraction.equation().target();
    if (!isCandidate(made)) {
      return false;
    }
    Index last = contraction.equation().indices().get(made.rank() - 1);
    List<Expr> along = having(last, contraction);
    return along.size() == 1
        && along.equals(having(Index.BATCH, contraction))
        && along.get(0) instanceof Expr.Read read
        && isCandidate(read.tensor())
        && endsIn(read, last);
  }

  private static List<Expr> having(Index index, Contraction contraction) {
    return contraction.factors().stream()
        .filter(factor -> ExprQueries.freeIndices(factor).contains(index))
        .toList();
  }

  /** True where a read has an index on its last axis, alone, and nowhere else. */
  private static boolean endsIn(Expr.Read read, Index index) {
    int last = read.at().size() - 1;
    return read.otherwise().isEmpty()
        && read.at().get(last).equals(new Expr.IndexValue(index))
        && read.at().subList(0, last).stream()
            .noneMatch(place -> ExprQueries.freeIndices(place).contains(index));
  }

  private boolean readsWindows(Equation equation) {
    return stored(equation).anyMatch(windows::contains);
  }

  /** True where a window slides along the last axis of something that each sample has. */
  private static boolean sumsOverWindows(Contraction contraction) {
    return contraction.factors().stream()
        .flatMap(factor -> ExprQueries.reads(factor).stream())
        .filter(read -> isCandidate(read.tensor()))
        .anyMatch(read -> slides(read.at().get(read.at().size() - 1)));
  }

  private static boolean slides(Expr place) {
    return Affine.of(place).filter(affine -> affine.indices().size() > 1).isPresent();
  }

  /** To and fro over the equations, so that few rounds reach both ends of a deep network. */
  private void spread(List<Equation> equations) {
    List<List<Tensor>> touched = new ArrayList<>();
    for (Equation equation : equations) {
      touched.add(stored(equation).toList());
    }
    int before;
    do {
      before = innermost.size();
      touched.forEach(this::spreadWithin);
      Collections.reverse(touched);
      touched.forEach(this::spreadWithin);
      Collections.reverse(touched);
    } while (innermost.size() > before);
  }

  private void spreadWithin(List<Tensor> tensors) {
    if (tensors.stream().anyMatch(innermost::contains)) {
      tensors.stream().filter(tensor -> !outermost.contains(tensor)).forEach(innermost::add);
    }
  }

  private static Stream<Tensor> stored(Equation equation) {
    return Stream.concat(Stream.of(equation.target()), ExprQueries.tensors(equation).stream())
        .filter(BatchInnermost::isCandidate);
  }

  private static boolean isCandidate(Tensor tensor) {
    return tensor.perSample()
        && tensor.rank() > 2
        && tensor.shape().get(tensor.shape().size() - 1) < LONG_ROW;
  }
}

package dev.layerc.schedule;

import static java.util.stream.Collectors.joining;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Candidate;
import dev.layerc.loop.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells why each equation of a routine is computed as planned. It asks what the planning asked, of
 * the same methods: a reason is what made the planning say no, and a cost the one that it compared.
 */
final class ExplainChoices {
  private final ChooseOrders orders;
  private final EquationFacts facts;
  private final Target target;
  private final boolean forSeveralSamples;
  private final NetSize size;
  private final Map<Tensor, RoutinePlan.Nest> makers = new LinkedHashMap<>();

  /**
   * For the units of a plan.
   *
   * @param forSeveralSamples false for a routine that often runs for one sample alone
   * @param size of the network
   */
  ExplainChoices(
      RoutinePlan plan,
      ChooseOrders orders,
      Precision precision,
      Target target,
      boolean forSeveralSamples,
      NetSize size) {
    this.orders = orders;
    this.facts = new EquationFacts(orders, precision);
    this.target = target;
    this.forSeveralSamples = forSeveralSamples;
    this.size = size;
    for (RoutinePlan.Unit unit : plan.units()) {
      if (unit instanceof RoutinePlan.Nest nest) {
        nest.equations().forEach(equation -> makers.put(equation.target(), nest));
      }
    }
  }

  /**
   * One for each equation of a unit, in order.
   *
   * @param inLanes what is to be said of vectors in code that is written out
   */
  List<Choice> of(RoutinePlan.Unit unit, String inLanes) {
    return unit.equations().stream()
        .map(
            equation ->
                new Choice(
                    LowerUnit.text(equation),
                    facts.of(equation),
                    candidates(equation, unit, inLanes)))
        .toList();
  }

  private List<Candidate> candidates(Equation equation, RoutinePlan.Unit unit, String inLanes) {
    List<Candidate> candidates =
        unit instanceof RoutinePlan.Nest nest
            ? ofNest(equation, nest)
            : List.of(Candidate.chosen(RoutinePlan.Straight.STRATEGY + inLanes, size.inWords()));
    List<Candidate> chosenFirst = new ArrayList<>(candidates);
    chosenFirst.sort((a, b) -> Boolean.compare(b.isChosen(), a.isChosen()));
    return chosenFirst;
  }

  private List<Candidate> ofNest(Equation equation, RoutinePlan.Nest nest) {
    List<Candidate> candidates = new ArrayList<>();
    Optional<Index> time = nest.group().recurrence().map(Recurrence::time);
    candidates.add(Candidate.rejected(RoutinePlan.Straight.STRATEGY, notWrittenOut(equation)));
    if (time.isPresent()) {
      candidates.add(
          Candidate.chosen("loop over " + time.get(), "a step reads what the one before it made"));
    } else if (!equation.equals(nest.group().first())) {
      String reason = "the same points; " + FuseEquations.sizeInWords(nest.equations());
      candidates.add(Candidate.chosen("in the loops of " + nest.group().first().target(), reason));
      return candidates;
    } else {
      notFused(equation, nest).ifPresent(candidates::add);
    }
    candidates.addAll(ownLoops(equation, nest, time));
    return candidates;
  }

  private String notWrittenOut(Equation equation) {
    return size.isTiny() ? PlanRoutine.refusal(equation) : size.inWords();
  }

  /** The loops that make what the equation reads, and why it is not in them. */
  private Optional<Candidate> notFused(Equation equation, RoutinePlan.Nest nest) {
    return ExprQueries.tensors(equation).stream()
        .map(makers::get)
        .filter(maker -> maker != null && !maker.equals(nest))
        .reduce((first, second) -> second)
        .map(
            maker ->
                Candidate.rejected("in the loops of " + nameOf(maker), apart(equation, maker)));
  }

  private static Tensor nameOf(RoutinePlan.Nest nest) {
    return nest.group().first().target();
  }

  private static String apart(Equation equation, RoutinePlan.Nest maker) {
    if (Contraction.ofSome(equation).isPresent()) {
      return "a sum of products begins loops of its own";
    }
    if (maker.group().recurrence().isPresent()) {
      return "these run over time";
    }
    return FuseEquations.refusal(equation, maker.equations())
        .orElse("something else that it needs is made after them");
  }

  private List<Candidate> ownLoops(Equation equation, RoutinePlan.Nest nest, Optional<Index> time) {
    Optional<Contraction> contraction = Contraction.ofSome(equation);
    if (contraction.isEmpty()) {
      return List.of(
          Candidate.rejected("rows", Contraction.refusal(equation).orElseThrow()),
          Candidate.chosen("loops", "the way for what has no other"));
    }
    return nest.tile(equation)
        .map(tile -> tile instanceof RowTile rows ? rows(rows) : dotTile((DotTile) tile, time))
        .orElseGet(() -> dots(contraction.get(), time));
  }

  /** Sums along rows, in vectors. */
  private List<Candidate> dotTile(DotTile tile, Optional<Index> time) {
    Contraction contraction = tile.contraction();
    return List.of(
        Candidate.chosen(tile.strategy(), orders.costs().inWords(orders.costs().of(tile))),
        Candidate.rejected("rows", whyNoRows(contraction, time)),
        Candidate.rejected("loops", orders.costs().inWords(orders.costs().ofScalars(contraction))));
  }

  private List<Candidate> rows(RowTile tile) {
    String taken = tile.rows().map(rows -> ", shared by values of " + nameOf(rows)).orElse("");
    return List.of(
        Candidate.chosen(
            tile.plain().strategy() + taken,
            orders.costs().inWords(orders.costs().of(tile)) + leftOut(tile)),
        vectors(tile),
        Candidate.rejected(
            "loops", orders.costs().inWords(orders.costs().ofScalars(tile.contraction()))));
  }

  private static String leftOut(RowTile tile) {
    if (tile.bounds().isEmpty()) {
      return "";
    }
    String indices =
        tile.bounds().stream().map(bound -> nameOf(bound.index())).collect(joining(" and "));
    return String.format(
        Locale.ROOT,
        ", for the %.0f %% of the terms that no edge makes 0, by %s",
        100 * tile.shareOfTerms(),
        indices);
  }

  private static String nameOf(Index index) {
    return index.isBatch() ? "the samples" : index.name();
  }

  private Candidate vectors(RowTile tile) {
    if (tile.inVectors()) {
      return Candidate.chosen("vectors", "beside the rows, for a JVM that has them");
    }
    String reason =
        target == Target.SIMD
            ? VectorTile.refusal(tile).orElse("another form is better")
            : "the target is plain";
    return Candidate.rejected("vectors", reason);
  }

  private List<Candidate> dots(Contraction contraction, Optional<Index> time) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(Candidate.rejected("rows", whyNoRows(contraction, time)));
    CopyOperands.refusal(orders, forSeveralSamples, contraction, time)
        .ifPresent(reason -> candidates.add(Candidate.rejected("rows of copies", reason)));
    candidates.add(
        Candidate.chosen("loops", orders.costs().inWords(orders.costs().ofScalars(contraction))));
    return candidates;
  }

  private String whyNoRows(Contraction contraction, Optional<Index> time) {
    return PlanRoutine.isInPlace(contraction)
        ? orders.refusal(contraction, time).orElse("another form is better")
        : "it adds more than a sum to what is there";
  }
}

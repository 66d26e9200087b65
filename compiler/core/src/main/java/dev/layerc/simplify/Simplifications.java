package dev.layerc.simplify;

import java.util.List;

/** The rewrites in their order, and why it is this one. */
public final class Simplifications {
  private Simplifications() {}

  /** The program in the normal form that the gradient pass asks for. */
  public static Draft normalize(Draft draft, boolean training) {
    return run(
        draft,
        List.of(
            // First what decides which equations there are at all.
            new FoldTraining(training),
            new FoldConstants(),
            new RemoveDeadSteps(),
            // Means and products become what the rules of the gradient speak of.
            new ExpandMeans(),
            new NestProducts(),
            new HoistFactors(),
            new FoldConstants(),
            // What a condition searches for is counted.
            new SumOverQuotients(),
            // Then every dear value has a name, by which definitions are found ...
            new SplitValues(),
            new ForwardCopies(),
            new CancelLogOfExp(),
            // ... and equal ones are one, before each gets an adjoint of its own.
            new FoldConstants(),
            new SplitValues(),
            new ShareCommonSubexpressions(),
            new MinimizeRecurrences(),
            new RemoveDeadSteps()));
  }

  /** Forward and backward steps together, as one would write them by hand. */
  public static Draft simplify(Draft draft) {
    return run(
        draft,
        List.of(
            // Terms that cancel are gone before they are computed.
            new FoldConstants(),
            new CancelTerms(),
            // Sums lose what is not theirs; only then do equal sums look equal.
            new HoistFactors(),
            new SelectOverSum(),
            new SumOverQuotients(),
            new FoldConstants(),
            new SplitValues(),
            new ForwardCopies(),
            new ShareCommonSubexpressions(),
            // Sums over centred values are 0; what they were multiplied with dies with them.
            new CancelCenteredMeans(),
            new HoistFactors(),
            new FoldConstants(),
            new SplitValues(),
            new ForwardCopies(),
            new ShareCommonSubexpressions(),
            new RemoveDeadSteps(),
            // Time loops shrink before inlining, which never moves anything into one.
            new MinimizeRecurrences(),
            // Last the text: values that are used once go where they are used.
            new InlineSingleUse(),
            new CancelTerms(),
            new FactorCommonTerms(),
            new HoistFactors(),
            new FoldConstants(),
            new ChainExclusiveTerms(),
            new FoldConstants(),
            new SumWhatCounts(),
            new ForwardCopies(),
            new RemoveDeadSteps()));
  }

  /** The steps of a program that only predicts. */
  public static Draft present(Draft draft) {
    return run(draft, List.of(new InlineSingleUse(), new FoldConstants(), new RemoveDeadSteps()));
  }

  private static Draft run(Draft draft, List<Rewrite> rewrites) {
    Draft result = draft;
    for (Rewrite rewrite : rewrites) {
      result = rewrite.apply(result);
    }
    return result;
  }
}

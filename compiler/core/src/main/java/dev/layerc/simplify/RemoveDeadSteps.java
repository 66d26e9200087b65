package dev.layerc.simplify;

import dev.layerc.equation.LiveSteps;

/** Drops what nobody reads (S7, S11). */
final class RemoveDeadSteps implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return draft.withSteps(LiveSteps.of(draft.steps(), draft.kept()));
  }
}

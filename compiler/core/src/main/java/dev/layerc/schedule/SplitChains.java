package dev.layerc.schedule;

import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Cuts the few sums of a loop into partial ones, which do not wait for one another: a multiply-add
 * takes about four cycles, and in that time eight others could be under way.
 *
 * <pre>{@code
 * for (i < 64) { sum = fma(w[i], x[i], sum); }
 *
 * becomes
 *
 * for (i < 64; i += 4) {
 *   sum = fma(w[i], x[i], sum);
 *   sum2 = fma(w[i + 1], x[i + 1], sum2);
 *   sum3 = fma(w[i + 2], x[i + 2], sum3);
 *   sum4 = fma(w[i + 3], x[i + 3], sum4);
 * }
 * sum = sum + sum2 + (sum3 + sum4);
 * }</pre>
 *
 * The JIT may not do so, since it keeps the order of the terms.
 */
public final class SplitChains {
  private SplitChains() {}

  /** The same network; loops that {@link ChainLoop} can split are. */
  public static LoopProgram in(LoopProgram program) {
    UnaryOperator<Routine> change =
        routine ->
            new Routine(
                routine.calls(),
                routine.methods().stream().map(SplitChains::in).toList(),
                routine.decisions());
    return program.withRoutines(change, change);
  }

  private static Method in(Method method) {
    JavaNames names = namesOf(method);
    List<Statement> body =
        InnermostLoops.replace(
            method.body(),
            loop ->
                ChainLoop.of(loop)
                    .map(chains -> chains.split(names))
                    .orElseGet(() -> List.<Statement>of(loop)));
    return new Method(method.name(), method.arguments(), body, method.summary(), method.isVector());
  }

  private static JavaNames namesOf(Method method) {
    JavaNames names = new JavaNames();
    method.arguments().forEach(argument -> names.reserve(argument.name()));
    for (Statement statement : method.body()) {
      Rows.changedIn(statement).forEach(names::reserve);
      LoopRewriter.forEachValue(
          statement,
          value -> {
            if (value instanceof Value.Local local) {
              names.reserve(local.name());
            }
          });
    }
    return names;
  }
}

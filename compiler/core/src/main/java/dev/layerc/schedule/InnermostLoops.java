package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The loops of a method that have no loop within. */
final class InnermostLoops {
  private InnermostLoops() {}

  /** The statements with every innermost loop replaced by what {@code change} makes of it. */
  static List<Statement> replace(
      List<Statement> body, Function<Statement.Loop, List<Statement>> change) {
    List<Statement> result = new ArrayList<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.Loop loop && isInnermost(loop)) {
        result.addAll(change.apply(loop));
      } else {
        result.add(LoopRewriter.mapBodies(statement, inner -> replace(inner, change)));
      }
    }
    return result;
  }

  /** True for a loop that has none within. */
  static boolean isInnermost(Statement.Loop loop) {
    List<Statement> loops = new ArrayList<>();
    LoopRewriter.forEachStatement(
        loop,
        inner -> {
          if (inner instanceof Statement.Loop) {
            loops.add(inner);
          }
        });
    return loops.size() == 1;
  }
}

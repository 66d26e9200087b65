package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.spec.Axis;
import dev.layerc.spec.BinaryOperator;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells, in the words of the text, why equations that read one another have no order. */
final class RecurrenceMistakes {
  private RecurrenceMistakes() {}

  /** {@code h[t, i] reads both h[t-1, k] and h[t+1, k]: no order works.} */
  static Mistake bothDirections(Statement.Definition at, Collection<Statement.Definition> cycle) {
    Set<String> names =
        cycle.stream().map(definition -> definition.name().text()).collect(Collectors.toSet());
    List<Expression.Read> reads = new ArrayList<>();
    for (Statement.Definition definition : cycle) {
      Mentions.reads(definition.value()).stream()
          .filter(read -> names.contains(read.tensor().text()))
          .forEach(reads::add);
    }
    String left =
        at.name()
            + at.axes().orElse(List.of()).stream()
                .map(axis -> Text.oneLine(axis.span()))
                .collect(Collectors.joining(", ", "[", "]"));
    return Mistake.withHint(
        Message.BOTH_DIRECTIONS,
        at.value().span(),
        "two layers, one per direction",
        left,
        first(reads, BinaryOperator.SUBTRACT),
        first(reads, BinaryOperator.ADD));
  }

  private static String first(List<Expression.Read> reads, BinaryOperator operator) {
    return reads.stream()
        .filter(read -> read.axes().stream().anyMatch(axis -> isOffset(axis, operator)))
        .findFirst()
        .map(RecurrenceMistakes::withoutElse)
        .orElse(operator == BinaryOperator.ADD ? "a later value" : "an earlier value");
  }

  private static boolean isOffset(Axis axis, BinaryOperator operator) {
    return axis instanceof Axis.Of of
        && of.expression() instanceof Expression.Binary binary
        && binary.operator() == operator;
  }

  private static String withoutElse(Expression.Read read) {
    return read.tensor()
        + read.axes().stream()
            .map(axis -> Text.oneLine(axis.span()))
            .collect(Collectors.joining(", ", "[", "]"));
  }
}

package dev.layerc.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every element of a reshaped tensor is the one at the same place in row-major order. */
class ReshapeTest {
  @ParameterizedTest
  @CsvSource({
    "2 3 4, 24", "24, 2 3 4", "2 3 4, 6 4", "6 4, 2 3 4", "4 6, 6 4", "1 5, 5", "5, 1 5 1",
    "2 1 3, 3 2", "1, 1 1", "2 6 5, 4 3 5", "'', 1", "1, ''", "7 1 1, 7", "3 4, 1 3 1 4"
  })
  void keepsTheOrder(String from, String to) {
    List<Integer> source = shape(from);
    List<Index> indices = ElementIndices.of(shape(to));
    List<Expr> positions = Reshape.positions(indices, source);
    assertThat(positions).hasSameSizeAs(source);
    for (int flat = 0; flat < Shapes.size(source); flat++) {
      Map<Index, Long> point = point(indices, flat);
      long read = 0;
      for (int axis = 0; axis < source.size(); axis++) {
        read = read * source.get(axis) + value(positions.get(axis), point);
      }
      assertThat(read).isEqualTo(flat);
    }
  }

  private static List<Integer> shape(String text) {
    List<Integer> shape = new ArrayList<>();
    for (String extent : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      shape.add(Integer.valueOf(extent));
    }
    return shape;
  }

  private static Map<Index, Long> point(List<Index> indices, long flat) {
    Map<Index, Long> point = new LinkedHashMap<>();
    long rest = flat;
    for (int i = indices.size() - 1; i >= 0; i--) {
      point.put(indices.get(i), rest % indices.get(i).extent());
      rest /= indices.get(i).extent();
    }
    return point;
  }

  private static long value(Expr expr, Map<Index, Long> point) {
    if (expr instanceof Expr.Literal literal) {
      return (long) literal.value();
    }
    if (expr instanceof Expr.IndexValue index) {
      return point.get(index.index());
    }
    Expr.Apply apply = (Expr.Apply) expr;
    long a = value(apply.operands().get(0), point);
    long b = value(apply.operands().get(1), point);
    return switch (apply.operator()) {
      case ADD -> a + b;
      case MULTIPLY -> a * b;
      case FLOOR_DIVIDE -> Math.floorDiv(a, b);
      case FLOOR_MODULO -> Math.floorMod(a, b);
      default -> throw new AssertionError(apply.operator());
    };
  }

  @Test
  void aLeadingAxisThatStaysIsReadByItsOwnIndex() {
    List<Index> indices = ElementIndices.of(List.of(8, 4, 3));
    assertThat(Reshape.positions(indices, List.of(8, 12)).get(0))
        .isEqualTo(new Expr.IndexValue(indices.get(0)));
  }
}

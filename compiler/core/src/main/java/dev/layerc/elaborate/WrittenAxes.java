package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The axes of parameters and inputs as the text declares them: {@code W[units, I]}. For hints. */
final class WrittenAxes {
  private record Written(List<String> axes, boolean parameter) {}

  private final Map<String, Written> tensors = new LinkedHashMap<>();

  void declare(String tensor, List<Span> axes, boolean parameter) {
    tensors.put(tensor, new Written(axes.stream().map(Text::oneLine).toList(), parameter));
  }

  /** {@code x[T]}, as it was declared. */
  String written(String tensor) {
    Written known = tensors.get(tensor);
    return known == null || known.axes().isEmpty()
        ? tensor
        : tensor + "[" + String.join(", ", known.axes()) + "]";
  }

  /** {@code declare W[units, I]}: the axis of a parameter, written as the other side has it. */
  Optional<String> hint(SizeConflict.Side wrong, SizeConflict.Side right) {
    Written parameter = tensors.get(wrong.tensor());
    if (parameter == null || !parameter.parameter() || wrong.axis() > parameter.axes().size()) {
      return Optional.empty();
    }
    List<String> axes = new ArrayList<>(parameter.axes());
    axes.set(wrong.axis() - 1, nameOf(right));
    return Optional.of("declare " + wrong.tensor() + "[" + String.join(", ", axes) + "]");
  }

  private String nameOf(SizeConflict.Side side) {
    Written written = tensors.get(side.tensor());
    boolean plain =
        written != null && side.axis() <= written.axes().size() && !written.axes().contains("...");
    String name = plain ? written.axes().get(side.axis() - 1) : "";
    return name.isEmpty() ? String.valueOf(side.extent()) : name;
  }
}

package dev.layerc.explain;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.TensorNames;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names for tensors that the language takes: without dots, and none that an index has. */
final class LegalNames implements TensorNames {
  private static final Set<String> RESERVED =
      Set.of(
          "net",
          "layer",
          "fn",
          "optimizer",
          "const",
          "use",
          "input",
          "target",
          "param",
          "state",
          "shared",
          "next",
          "output",
          "loss",
          "metric",
          "gradient",
          "train",
          "frozen",
          "float",
          "double",
          "int",
          "where",
          "else",
          "inf",
          "training",
          "sum",
          "mean",
          "prod",
          "max",
          "min",
          "lse",
          "argmax",
          "batch",
          "random",
          "size");

  private final Set<String> taken = new LinkedHashSet<>(RESERVED);
  private final Map<Tensor, String> names = new LinkedHashMap<>();

  static LegalNames of(List<Tensor> given, List<Step> steps) {
    LegalNames names = new LegalNames();
    for (Step step : steps) {
      for (Equation equation : step.equations()) {
        names.taken.addAll(ExprQueries.indexNames(equation));
      }
    }
    given.forEach(names::name);
    steps.forEach(step -> step.equations().forEach(equation -> names.name(equation.target())));
    return names;
  }

  @Override
  public String of(Tensor tensor) {
    return names.getOrDefault(tensor, tensor.name());
  }

  private void name(Tensor tensor) {
    StringBuilder name = new StringBuilder(tensor.name().replaceAll("[^\\p{L}\\p{Nd}_]", "_"));
    while (!taken.add(name.toString())) {
      name.append('_');
    }
    names.put(tensor, name.toString());
  }
}

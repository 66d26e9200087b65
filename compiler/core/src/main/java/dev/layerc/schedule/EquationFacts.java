package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an equation costs whatever way it is computed, in words. */
final class EquationFacts {
  private final ChooseOrders orders;
  private final int bytesOfReal;

  EquationFacts(ChooseOrders orders, Precision precision) {
    this.orders = orders;
    this.bytesOfReal = precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
  }

  List<String> of(Equation equation) {
    Set<Tensor> tensors = new LinkedHashSet<>(ExprQueries.tensors(equation));
    List<String> facts = new ArrayList<>();
    facts.add(work(equation) + bytes(tensors, equation.target()));
    tensors.add(equation.target());
    tensors.stream().filter(tensor -> tensor.rank() > 1).map(this::place).forEach(facts::add);
    return facts;
  }

  private static String work(Equation equation) {
    long work = Work.multiplyAdds(equation);
    return work == 0 ? "" : String.format(Locale.ROOT, "%,d multiply-adds a sample; ", work);
  }

  /** How many bytes go to and fro, each fetched once. */
  private String bytes(Set<Tensor> read, Tensor written) {
    long shared = sum(read.stream().filter(tensor -> !tensor.perSample()).toList());
    long own = sum(read.stream().filter(Tensor::perSample).toList());
    return String.format(
        Locale.ROOT,
        "reads %,d bytes and %,d a sample, writes %,d%s",
        shared,
        own,
        sum(List.of(written)),
        written.perSample() ? " a sample" : "");
  }

  private long sum(List<Tensor> tensors) {
    return tensors.stream()
        .mapToLong(tensor -> (long) tensor.size() * (tensor.isReal() ? bytesOfReal : Integer.BYTES))
        .sum();
  }

  /** How a tensor lies where it is kept, and what made it so. */
  private String place(Tensor tensor) {
    Map<Integer, Double> costs = orders.costsOfLayouts(tensor);
    String place = tensor + " " + shape(tensor);
    if (orders.isBatchInnermost(tensor)) {
      return place + ", where kept, with the samples innermost: windows slide over its like";
    }
    Layout layout = orders.layoutOf(tensor);
    String along = place + ", where kept, in rows of " + length(tensor, layout.innermost());
    boolean wasWeighed = costs.size() > 1 && costs.values().stream().anyMatch(cost -> cost > 0);
    return wasWeighed ? along + ": " + compared(costs, layout.innermost(), tensor) : along;
  }

  private static String shape(Tensor tensor) {
    List<Integer> shape = tensor.shape();
    String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "[" + (tensor.perSample() ? "samples, " : "") + extents + "]";
  }

  private static String length(Tensor tensor, int axis) {
    int extent = tensor.extent(axis);
    return extent == Index.DYNAMIC ? "samples" : String.valueOf(extent);
  }

  /** The chosen axis first. */
  private String compared(Map<Integer, Double> costs, int chosen, Tensor tensor) {
    Costs model = orders.costs();
    String others =
        costs.entrySet().stream()
            .filter(entry -> entry.getKey() != chosen)
            .map(entry -> length(tensor, entry.getKey()) + ", " + model.inWords(entry.getValue()))
            .collect(Collectors.joining("; of "));
    return "the sums that touch it take " + model.inWords(costs.get(chosen)) + "; of " + others;
  }
}

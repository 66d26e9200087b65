package dev.layerc.equation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What tensors are called in a printed equation. */
@FunctionalInterface
public interface TensorNames {
  String of(Tensor tensor);

  /** The names of the program: {@code dense1.W}. */
  static TensorNames full() {
    return Tensor::name;
  }

  /**
   * The last component of the name ({@code W} of {@code dense1.W}), unless another tensor of {@code
   * equation} or one of its indices is called that as well.
   */
  static TensorNames shortestIn(Equation equation) {
    Set<Tensor> tensors = new LinkedHashSet<>();
    tensors.add(equation.target());
    tensors.addAll(ExprQueries.tensors(equation));
    Map<String, List<Tensor>> byShortName = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      byShortName.computeIfAbsent(lastComponent(tensor), name -> new ArrayList<>()).add(tensor);
    }
    Set<String> indices = ExprQueries.indexNames(equation);
    return tensor -> {
      String name = lastComponent(tensor);
      boolean alone = byShortName.getOrDefault(name, List.of()).size() <= 1;
      return alone && !indices.contains(name) ? name : tensor.name();
    };
  }

  /** {@code W} of {@code dense1.W}; {@code rm.next} of {@code batchnorm1.rm.next}. */
  private static String lastComponent(Tensor tensor) {
    String name = tensor.name();
    int end = name.endsWith(NEXT) ? name.length() - NEXT.length() : name.length();
    return name.substring(name.lastIndexOf('.', end - 1) + 1);
  }

  /** How the name of a state's following value ends. */
  String NEXT = ".next";
}

package dev.layerc.cli;

import dev.layerc.equation.Output;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the emitted class. */
final class EmittedEngine implements Engine {
  private final GeneratedNet net;
  private final Program program;
  private final List<Tensor> differentiated;
  private final RealArrays reals;

  /** {@code differentiated} are the parameters and inputs that have gradients. */
  EmittedEngine(GeneratedNet net, List<Tensor> differentiated) {
    this.net = net;
    this.program = net.type().program();
    this.differentiated = List.copyOf(differentiated);
    this.reals = new RealArrays(program.precision());
  }

  @Override
  public Map<String, double[]> predict(Example example) {
    List<Object> arguments = arrays(program.inputs(), example);
    arguments.add(example.count());
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (Output output : program.outputs()) {
      outputs.put(output.name(), reals.zeros(output.tensor().size() * example.count()));
    }
    arguments.addAll(outputs.values());
    arguments.add(net.newPredictionWorkspace(example.count()));
    NetClass.call(net.predictMethod(), arguments.toArray());
    Map<String, double[]> results = new LinkedHashMap<>();
    outputs.forEach((name, array) -> results.put(name, RealArrays.toDoubles(array)));
    return results;
  }

  @Override
  public Evaluation evaluate(Example example) {
    List<Object> arguments = examples(example);
    double loss = number(NetClass.call(net.evaluateMethod(), arguments.toArray()));
    Map<String, Double> metrics = new LinkedHashMap<>();
    program.metrics().forEach(m -> metrics.put(m.name(), net.metric(m.name())));
    return new Evaluation(loss, metrics);
  }

  @Override
  public GradientPass differentiate(Example example) {
    List<Object> arguments = examples(example);
    Object gradients = net.newGradients();
    arguments.add(gradients);
    arguments.add(net.newWorkspace(example.count()));
    double loss = number(NetClass.call(net.gradientMethod(), arguments.toArray()));
    Map<String, double[]> parameters = new LinkedHashMap<>();
    Map<String, double[]> inputs = new LinkedHashMap<>();
    for (Tensor tensor : differentiated) {
      boolean input = tensor.role() == Role.INPUT;
      double[] sums = gradient(gradients, input ? "input" : "get", tensor.name());
      (input ? inputs : parameters).put(tensor.name(), mean(sums, example.count()));
    }
    return new GradientPass(loss, parameters, inputs);
  }

  @Override
  public void setParameter(String name, double[] values) {
    net.setParameter(name, reals.of(values));
  }

  private double[] gradient(Object gradients, String method, String name) {
    Class<?> array = net.type().realArray();
    return RealArrays.toDoubles(
        NetClass.call(NetClass.bind(gradients, method, array, List.of(String.class)), name));
  }

  static double[] mean(double[] sums, int count) {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / count;
    }
    return means;
  }

  private List<Object> examples(Example example) {
    List<Object> arguments = arrays(program.inputs(), example);
    arguments.addAll(arrays(program.targets(), example));
    arguments.add(example.count());
    return arguments;
  }

  private List<Object> arrays(List<Tensor> tensors, Example example) {
    List<Object> arrays = new ArrayList<>();
    for (Tensor tensor : tensors) {
      double[] values = example.get(tensor.name());
      arrays.add(tensor.isReal() ? reals.of(values) : RealArrays.wholes(values));
    }
    return arrays;
  }

  private static double number(Object boxed) {
    return ((Number) boxed).doubleValue();
  }
}

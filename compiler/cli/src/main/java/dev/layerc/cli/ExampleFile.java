package dev.layerc.cli;

import dev.layerc.diag.ClosestName;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.SafetensorsReader;
import dev.layerc.runtime.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the inputs, and what targets there are, of a network from a safetensors file, by their
 * names. The first axis is the batch; a file of tensors without it holds one sample.
 */
final class ExampleFile {
  private final Path file;
  private final Program program;
  private final Map<String, StoredTensor> stored;
  private final Map<String, Tensor> known = new LinkedHashMap<>();

  private ExampleFile(Path file, Program program, Map<String, StoredTensor> stored) {
    this.file = file;
    this.program = program;
    this.stored = stored;
    program.inputs().forEach(t -> known.put(t.name(), t));
    program.targets().forEach(t -> known.put(t.name(), t));
  }

  /** What was read: whether the tensors had a batch axis decides on the shape of the results. */
  record Read(Example example, boolean batched) {}

  static Read read(Path file, Program program) throws IOException {
    return new ExampleFile(file, program, SafetensorsReader.read(file)).read();
  }

  private Read read() {
    requireNames();
    boolean batched =
        stored.entrySet().stream()
            .anyMatch(e -> !e.getValue().shape().equals(known.get(e.getKey()).shape()));
    int count = -1;
    String first = "";
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> entry : stored.entrySet()) {
      Tensor tensor = known.get(entry.getKey());
      int samples = samples(tensor, entry.getValue(), batched);
      if (count >= 0 && samples != count) {
        throw wrong(
            String.format(
                "'%s' has %d samples, '%s' has %d", first, count, tensor.name(), samples));
      }
      count = samples;
      first = tensor.name();
      values.put(tensor.name(), values(tensor, entry.getValue()));
    }
    return new Read(new Example(Math.max(count, 1), values), batched);
  }

  private void requireNames() {
    for (Tensor input : program.inputs()) {
      if (!stored.containsKey(input.name())) {
        throw wrong(
            "input '"
                + input.name()
                + "' of net "
                + program.name()
                + " is missing; the file has "
                + stored.keySet());
      }
    }
    for (String name : stored.keySet()) {
      if (!known.containsKey(name)) {
        throw wrong(
            "net "
                + program.name()
                + " has no input or target '"
                + name
                + "'"
                + ClosestName.hint(name, known.keySet()).map(h -> "; " + h).orElse(""));
      }
    }
  }

  private int samples(Tensor tensor, StoredTensor values, boolean batched) {
    List<Integer> shape = values.shape();
    if (!batched) {
      return 1;
    }
    boolean fits =
        shape.size() == tensor.shape().size() + 1
            && shape.subList(1, shape.size()).equals(tensor.shape());
    if (!fits) {
      List<String> wanted = new ArrayList<>(List.of("batch"));
      tensor.shape().forEach(extent -> wanted.add(String.valueOf(extent)));
      throw wrong(
          String.format(
              "'%s' has shape %s; net %s wants [%s]",
              tensor.name(),
              shape,
              program.name(),
              wanted.stream().collect(Collectors.joining(", "))));
    }
    if (shape.get(0) == 0) {
      throw wrong("'" + tensor.name() + "' has no samples");
    }
    return shape.get(0);
  }

  private double[] values(Tensor tensor, StoredTensor values) {
    if (tensor.isReal()) {
      return values.toDoubles();
    }
    if (values.kind().isReal()) {
      throw wrong(
          String.format(
              "'%s' is %s and takes whole numbers (I64, I32, U8), not %s",
              tensor.name(), tensor.type(), values.kind()));
    }
    int limit = tensor.type().limit();
    double[] wholes = new double[values.size()];
    for (int i = 0; i < wholes.length; i++) {
      long whole = values.whole(i);
      if (whole < 0 || whole >= limit) {
        throw wrong(
            String.format(
                "'%s' is int<%d>, but element %d (sample %d) is %d",
                tensor.name(), limit, i, i / tensor.size(), whole));
      }
      wholes[i] = whole;
    }
    return wholes;
  }

  private CommandFailure wrong(String message) {
    return CommandFailure.wrongInput(file + ": " + message);
  }
}

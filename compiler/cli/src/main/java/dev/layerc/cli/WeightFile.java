package dev.layerc.cli;

import dev.layerc.diag.ClosestName;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.SafetensorsReader;
import dev.layerc.runtime.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the parameters of a network from a safetensors file, and tells what does not fit. */
final class WeightFile {
  /** Moments of the optimizer, which only training reads. */
  private static final String OPTIMIZER = "optimizer.";

  private final Path file;
  private final Program program;

  WeightFile(Path file, Program program) {
    this.file = file;
    this.program = program;
  }

  /** Parameters and states; a file without states is as good, they keep their first values. */
  NetValues read() throws IOException {
    Map<String, StoredTensor> stored = SafetensorsReader.read(file);
    Map<String, Tensor> known = known();
    Map<String, double[]> values = new LinkedHashMap<>(NetValues.initial(program, 0).values());
    for (Map.Entry<String, StoredTensor> entry : stored.entrySet()) {
      Tensor tensor = known.get(entry.getKey());
      if (tensor != null) {
        requireFit(tensor, entry.getValue());
        values.put(tensor.name(), entry.getValue().toDoubles());
      } else if (!entry.getKey().startsWith(OPTIMIZER)) {
        throw wrong(
            "net "
                + program.name()
                + " has no parameter '"
                + entry.getKey()
                + "'"
                + ClosestName.hint(entry.getKey(), known.keySet()).map(h -> "; " + h).orElse(""));
      }
    }
    requireAllParameters(stored);
    return new NetValues(values);
  }

  private Map<String, Tensor> known() {
    Map<String, Tensor> known = new LinkedHashMap<>();
    program.parameters().forEach(p -> known.put(p.tensor().name(), p.tensor()));
    program.states().forEach(s -> known.put(s.tensor().name(), s.tensor()));
    return known;
  }

  private void requireAllParameters(Map<String, StoredTensor> stored) {
    program.parameters().stream()
        .map(p -> p.tensor().name())
        .filter(name -> !stored.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw wrong("parameter '" + name + "' of net " + program.name() + " is missing");
            });
  }

  private void requireFit(Tensor tensor, StoredTensor stored) {
    if (!stored.shape().equals(tensor.shape())) {
      throw wrong(
          String.format(
              "'%s' has shape %s, net %s wants %s",
              tensor.name(), stored.shape(), program.name(), tensor.shape()));
    }
    if (!stored.kind().isReal()) {
      throw wrong("'" + tensor.name() + "' is of type " + stored.kind() + ", not F32 or F64");
    }
  }

  private CommandFailure wrong(String message) {
    return CommandFailure.wrongInput(file + ": " + message);
  }
}

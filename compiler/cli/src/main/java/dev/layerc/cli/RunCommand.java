package dev.layerc.cli;

import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.SafetensorsWriter;
import dev.layerc.runtime.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes a network on tensors from a file. */
@Command(
    name = "run",
    description = {
      "Computes a network on tensors from a safetensors file.",
      "Reads the inputs (and targets) by their names, the first axis the batch; writes the outputs,"
          + " 'loss' (the batch mean) and 'metric.<name>' where the targets are there, and with"
          + " --gradients 'grad.<parameter>' and, where the spec asks, 'grad.<input>': the"
          + " gradients of the batch mean. Outputs and metrics are those of prediction; gradients,"
          + " and the loss written with them, are those of training (batch statistics, dropout)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Layerc.Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  layerc run digits.nn --weights w.safetensors --inputs in.safetensors -o out.safetensors",
      "  layerc run xor.nn --param-init seed=1 --inputs in.safetensors -o out.safetensors --gradients"
    })
final class RunCommand implements Callable<Integer> {
  /** What computes the network. */
  enum Computing {
    EMITTED,
    INTERPRETER
  }

  /** Where the parameters come from. */
  static final class Weights {
    @Option(
        names = {"-w", "--weights"},
        paramLabel = "W.safetensors",
        required = true,
        description = "The parameters.")
    Path file;

    @Option(
        names = "--param-init",
        paramLabel = "seed=N",
        required = true,
        converter = SeedConverter.class,
        description = "Draw the parameters as the spec says, from this seed.")
    Long seed;
  }

  /** Of what training draws, as dropout's masks: the emitted class and the equations have one. */
  private static final long SEED = 0;

  @CommandLine.Spec CommandSpec spec;

  @Parameters(paramLabel = "NET.nn", description = "The spec.")
  Path file;

  @Option(names = "--net", paramLabel = "NAME", description = "Which net, if the file has several.")
  Optional<String> name = Optional.empty();

  @ArgGroup(multiplicity = "1")
  Weights weights = new Weights();

  @Option(
      names = {"-i", "--inputs"},
      paramLabel = "IN.safetensors",
      required = true,
      description = "Inputs and targets.")
  Path inputs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.safetensors",
      required = true,
      description = "The results.")
  Path output;

  @Option(names = "--gradients", description = "Write gradients, too.")
  boolean gradients;

  @Option(
      names = "--engine",
      defaultValue = "emitted",
      description =
          "emitted (compiled Java) or interpreter (in double). Default: ${DEFAULT-VALUE}.")
  Computing computing = Computing.EMITTED;

  @Override
  public Integer call() throws IOException {
    OutputPlace.requireWritable(output);
    SpecCompiler compiler = SpecCompiler.inMemory(Messages.of(spec));
    NetSources net = NetChoice.choose(file, compiler.compile(file), name);
    NetValues parameters = parameters(net.program());
    ExampleFile.Read read = ExampleFile.read(inputs, net.program());
    requireTargets(net, read.example());
    Results results = new Results(net.program(), read);
    fill(results, engine(net, parameters), net);
    SafetensorsWriter.write(output, results.tensors);
    return ExitCode.DONE;
  }

  private NetValues parameters(Program program) throws IOException {
    return weights.file != null
        ? new WeightFile(weights.file, program).read()
        : NetValues.initial(program, weights.seed);
  }

  private Engine engine(NetSources net, NetValues parameters) {
    if (computing == Computing.INTERPRETER) {
      return new InterpretedEngine(net.derived(), parameters, SEED);
    }
    GeneratedNet generated = net.load().initialize(SEED);
    parameters.copyTo(generated);
    return new EmittedEngine(generated, net.differentiated());
  }

  private void requireTargets(NetSources net, Example example) {
    if (!gradients) {
      return;
    }
    if (net.differentiated().isEmpty()) {
      throw CommandFailure.wrongInput(
          file
              + ": net "
              + net.program().name()
              + " has no gradients: it has neither a loss nor a single scalar output");
    }
    for (Tensor target : net.program().targets()) {
      if (!example.holds(target.name())) {
        throw CommandFailure.wrongInput(
            inputs + ": target '" + target.name() + "' is missing; --gradients needs it");
      }
    }
  }

  private void fill(Results results, Engine engine, NetSources net) {
    Example example = results.read.example();
    Program program = net.program();
    Map<String, double[]> outputs = engine.predict(example);
    program.outputs().forEach(o -> results.perSample(o.name(), o.tensor(), outputs.get(o.name())));
    boolean known = program.targets().stream().allMatch(t -> example.holds(t.name()));
    if (known
        && net.program().objective().isPresent()
        && (gradients || program.loss().isPresent())) {
      Engine.Evaluation evaluation = engine.evaluate(example);
      results.scalar("loss", evaluation.loss());
      evaluation.metrics().forEach((metric, value) -> results.scalar("metric." + metric, value));
    }
    if (gradients) {
      GradientPass pass = engine.differentiate(example);
      results.scalar("loss", pass.loss()); // In training: what the gradients are of.
      fillGradients(results, pass, net.differentiated());
    }
  }

  private static void fillGradients(
      Results results, GradientPass pass, List<Tensor> differentiated) {
    for (Tensor tensor : differentiated) {
      String key = "grad." + tensor.name();
      if (pass.inputs().containsKey(tensor.name())) {
        results.perSample(key, tensor, pass.inputs().get(tensor.name()));
      } else {
        results.add(key, tensor.shape(), pass.parameters().get(tensor.name()));
      }
    }
  }

  /** The tensors to be written, of the network's precision. */
  private static final class Results {
    private final Precision precision;
    private final ExampleFile.Read read;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    Results(Program program, ExampleFile.Read read) {
      this.precision = program.precision();
      this.read = read;
    }

    void scalar(String key, double value) {
      add(key, List.of(), new double[] {value});
    }

    /** With a batch axis if the inputs had one. */
    void perSample(String key, Tensor tensor, double[] values) {
      add(key, read.batched() ? batched(tensor) : tensor.shape(), values);
    }

    private List<Integer> batched(Tensor tensor) {
      List<Integer> shape = new ArrayList<>(List.of(read.example().count()));
      shape.addAll(tensor.shape());
      return shape;
    }

    void add(String key, List<Integer> shape, double[] values) {
      tensors.put(
          key,
          precision == Precision.DOUBLE
              ? StoredTensor.of(shape, values)
              : StoredTensor.of(shape, (float[]) new RealArrays(precision).of(values)));
    }
  }
}

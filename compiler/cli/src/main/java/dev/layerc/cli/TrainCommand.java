package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.runtime.BatchStep;
import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.EpochResult;
import dev.layerc.runtime.Score;
import dev.layerc.runtime.Split;
import dev.layerc.runtime.ThreadedStep;
import dev.layerc.runtime.Trainer;
import dev.layerc.runtime.TrainingListener;
import dev.layerc.runtime.TrainingPlan;
import dev.layerc.runtime.TrainingProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a network: compiles it in memory and feeds it data. */
@Command(
    name = "train",
    description = "Trains a network on data, and saves its weights.",
    mixinStandardHelpOptions = true,
    versionProvider = Layerc.Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  layerc train digits.nn --data mnist/ --epochs 5 -o digits.safetensors",
      "  layerc train iris.nn --data iris.csv --label species --split 0.2",
      "  layerc train digits.nn --data mnist/ --init digits.safetensors -o better.safetensors"
    })
final class TrainCommand implements Callable<Integer> {

  @CommandLine.Spec CommandSpec spec;

  @Parameters(paramLabel = "NET.nn", description = "The spec.")
  Path file;

  @Option(names = "--net", paramLabel = "NAME", description = "Which net, if the file has several.")
  Optional<String> name = Optional.empty();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "PATH",
      required = true,
      description = {
        "A folder with MNIST's IDX files (train-…, t10k-…; one pair alone is split), an IDX file of"
            + " images whose labels stand beside it, or a CSV file: a row a sample, features and a"
            + " label (the only column of words, else the last one) or the targets last."
      })
  Path data;

  @Option(
      names = "--test",
      paramLabel = "PATH",
      description = "Data to test with; otherwise a part of --data.")
  Optional<Path> test = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "The part of the data that is kept for testing, 0 to 1; without effect where the data"
              + " have such a part. Default: ${DEFAULT-VALUE}.")
  double split = 0.1;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The name of the CSV column that is the label or the first target.")
  Optional<String> label = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each row is trained on. Default: ${DEFAULT-VALUE}.")
  int epochs = 5;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Rows a step; otherwise what the spec says.")
  Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Decides on first weights and on the order of rows. Default: ${DEFAULT-VALUE}.")
  long seed = 42;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Threads that share each batch. The same number repeats a run bit for bit; another one"
              + " rounds otherwise. Default: ${DEFAULT-VALUE}.")
  int threads = 1;

  @Option(
      names = "--init",
      paramLabel = "W.safetensors",
      description = "Begin with these weights instead of new ones.")
  Optional<Path> init = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "W.safetensors",
      description = "Where the weights go, after each epoch.")
  Optional<Path> output = Optional.empty();

  @Override
  public Integer call() throws IOException {
    requireSense();
    output.ifPresent(OutputPlace::requireWritable);
    SpecCompiler compiler = SpecCompiler.inMemory(Messages.of(spec));
    NetSources sources = NetChoice.choose(file, compiler.compile(file), name);
    int rows = batch.orElseGet(() -> batchOf(sources.program()));
    requireParts(sources.program());
    Split rowsOf = read(sources.program());
    NetClass type = sources.load();
    GeneratedNet net = begin(type);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "net %s, %s parameters; %s, %d rows to train on, %d to test with; batch %d, seed %d%n",
        type.program().name(),
        parameters(type.program()),
        data,
        rowsOf.train().size(),
        rowsOf.test().size(),
        rows,
        seed);
    out.flush();
    List<EpochResult> results = train(net, rowsOf, rows, out);
    tellEnd(out, results.get(results.size() - 1));
    return ExitCode.DONE;
  }

  private void requireSense() {
    if (epochs < 1) {
      throw CommandFailure.wrongUsage("--epochs " + epochs + ": at least 1");
    }
    if (batch.isPresent() && batch.get() < 1) {
      throw CommandFailure.wrongUsage("--batch " + batch.get() + ": at least 1");
    }
    if (threads < 1) {
      throw CommandFailure.wrongUsage("--threads " + threads + ": at least 1");
    }
    if (!(split >= 0 && split < 1)) {
      throw CommandFailure.wrongUsage("--split " + split + ": at least 0 and less than 1");
    }
  }

  private void requireParts(Program program) {
    if (threads > 1 && !DataParallelNet.fits(program)) {
      throw CommandFailure.wrongInput(
          "--threads "
              + threads
              + ": the samples of a batch see each other in net "
              + program.name()
              + " (a state, or a reduction over the batch), so a batch has no parts");
    }
  }

  private int batchOf(Program program) {
    return program
        .training()
        .orElseThrow(
            () ->
                CommandFailure.wrongInput(
                    file
                        + ": net "
                        + program.name()
                        + " has no 'train' line, so it cannot learn;"
                        + " write for example: train adam(lr = 1e-3), batch = 32"))
        .batch();
  }

  private Split read(Program program) throws IOException {
    batchOf(program);
    TrainingData reader = new TrainingData(program, test.isPresent() ? 0 : split, seed, label);
    Split read = reader.readSplit(data);
    return test.isEmpty() ? read : new Split(read.train(), reader.readTest(test.get()));
  }

  private GeneratedNet begin(NetClass type) throws IOException {
    if (init.isEmpty()) {
      return type.initialize(seed);
    }
    new WeightFile(init.get(), type.program()).read();
    return type.load(init.get());
  }

  private static String parameters(Program program) {
    long count = program.parameters().stream().mapToLong(p -> p.tensor().size()).sum();
    return String.format(Locale.ROOT, "%,d", count);
  }

  private List<EpochResult> train(GeneratedNet net, Split rows, int batch, PrintWriter out)
      throws IOException {
    TrainingPlan plan = new TrainingPlan(epochs, batch, seed);
    Supplier<Score> scorer = scorer(net, rows.test());
    try (TrainingDisplay display = new TrainingDisplay(out, Terminal.isThere())) {
      TrainingListener listener = saving(net, display);
      if (threads == 1) {
        return new Trainer(step(net, batch), plan, scorer, listener).run(rows.train());
      }
      try (ThreadedStep<Object> step =
          new ThreadedStep<>(new DataParallelNet(net, batch), threads)) {
        return new Trainer(step, plan, scorer, listener).run(rows.train());
      }
    }
  }

  private static BatchStep step(GeneratedNet net, int batch) {
    MethodHandle train = net.trainMethod();
    BatchArrays arrays = new BatchArrays(net.type().program(), batch);
    return (data, from, count) ->
        ((Number) NetClass.call(train, arrays.fill(data, from, count))).doubleValue();
  }

  private static Supplier<Score> scorer(GeneratedNet net, Dataset test) {
    return test.size() == 0 ? () -> Score.NONE : new Scoring(net, test);
  }

  private TrainingListener saving(GeneratedNet net, TrainingDisplay display) {
    return new TrainingListener() {
      @Override
      public void batchDone(TrainingProgress progress) {
        display.batchDone(progress);
      }

      @Override
      public void epochDone(EpochResult result) {
        display.epochDone(result);
        output.ifPresent(net::save);
      }
    };
  }

  private void tellEnd(PrintWriter out, EpochResult last) {
    if (!Double.isNaN(last.test().accuracy())) {
      out.printf(
          Locale.ROOT, "accuracy %.2f %% on rows kept for testing%n", 100 * last.test().accuracy());
    }
    output.ifPresent(path -> out.println("weights: " + path));
    out.println("as Java: layerc compile " + file + " -o DIR");
    out.flush();
  }
}

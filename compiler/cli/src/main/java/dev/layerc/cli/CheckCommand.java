package dev.layerc.cli;

import dev.layerc.CompilerOptions;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the derived gradients of every network of a file. */
@Command(
    name = "check",
    description = {
      "Compares the derived gradients of every net with finite differences, in double, at random"
          + " parameters, inputs and targets; and the emitted code with the equations.",
      "Prints a line a tensor: the relative error over the numbers compared."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Layerc.Version.class,
    footerHeading = "%nExample:%n",
    footer = "  layerc check digits.nn --seed 7 --numbers 200")
final class CheckCommand implements Callable<Integer> {

  @CommandLine.Spec CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "NET.nn", description = "The specs.")
  List<Path> files = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides on all random numbers. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--numbers",
      paramLabel = "N",
      defaultValue = "40",
      description = "How many numbers of a tensor are compared at most. Default: ${DEFAULT-VALUE}.")
  int numbers = 40;

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      defaultValue = "1e-6",
      description = "The largest relative error that passes. Default: ${DEFAULT-VALUE}.")
  double tolerance = 1e-6;

  @Override
  public Integer call() throws IOException {
    if (numbers < 1 || !(tolerance > 0)) {
      throw CommandFailure.wrongUsage("--numbers and --tolerance are positive");
    }
    PrintWriter out = spec.commandLine().getOut();
    CompilerOptions options =
        CompilerOptions.inPackage("")
            .withPrecision(Precision.DOUBLE)
            .withGradients(CompilerOptions.Gradients.OF_EVERYTHING);
    SpecCompiler compiler = new SpecCompiler(Messages.of(spec), options);
    boolean passed = true;
    for (Path file : files) {
      for (NetSources net : compiler.compile(file)) {
        passed &= check(net, out);
      }
    }
    out.println(passed ? "PASS" : "FAIL");
    out.flush();
    return passed ? ExitCode.DONE : ExitCode.WRONG_INPUT;
  }

  private boolean check(NetSources net, PrintWriter out) {
    String name = net.program().name();
    if (net.derived().gradients().isEmpty()) {
      out.println("net " + name + ": nothing is differentiated");
      return true;
    }
    out.println("net " + name);
    NetCheck check = new NetCheck(net.program(), seed, numbers, tolerance);
    GeneratedNet generated = net.load().initialize(seed);
    check.parameters().copyTo(generated);
    Engine emitted = new EmittedEngine(generated, net.differentiated());
    Engine interpreted = new InterpretedEngine(net.derived(), check.parameters(), seed);
    int width =
        Stream.concat(
                Stream.of(NetCheck.EQUATIONS), net.differentiated().stream().map(Tensor::name))
            .mapToInt(String::length)
            .max()
            .orElseThrow();
    List<NetCheck.Line> failed = new ArrayList<>();
    check.run(
        emitted,
        interpreted,
        net.differentiated(),
        line -> {
          out.println("  " + line.inTable(width));
          out.flush();
          if (!line.passed()) {
            failed.add(line);
          }
        });
    return failed.isEmpty();
  }
}

package dev.layerc.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code layerc} command. */
@Command(
    name = "layerc",
    description = "Compiles the equations of a neural network to plain Java source.",
    mixinStandardHelpOptions = true,
    versionProvider = Layerc.Version.class,
    subcommands = {CompileCommand.class, CheckCommand.class, RunCommand.class, TrainCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the spec or the data are wrong",
      "2:the command line is wrong",
      "3:a file cannot be read or written",
      "70:a fault of the compiler"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  layerc compile digits.nn -o src/main/java --package com.acme",
      "  layerc check digits.nn",
      "  layerc train digits.nn --data mnist/ --epochs 5 -o digits.safetensors",
      "  layerc run digits.nn --weights digits.safetensors --inputs in.safetensors -o out.safetensors"
    })
public final class Layerc implements Runnable {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the compiler a fault occurred (also: LAYERC_STACKTRACE=1).")
  boolean stacktrace;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What is to be done? Name a command.");
  }

  /** The command line with its ways to tell of mistakes. */
  static CommandLine commandLine() {
    Layerc layerc = new Layerc();
    CommandLine command = new CommandLine(layerc);
    FailureReport failures =
        new FailureReport(() -> layerc.stacktrace || System.getenv("LAYERC_STACKTRACE") != null);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionStrategy(failures::execute);
    command.setExecutionExceptionHandler(failures);
    command.setParameterExceptionHandler(FailureReport::wrongUsage);
    return command;
  }

  public static void main(String[] args) {
    CommandLine command = commandLine();
    command.setOut(writer(System.out));
    command.setErr(writer(System.err));
    int code = command.execute(args);
    command.getOut().flush();
    command.getErr().flush();
    System.exit(code);
  }

  /** UTF-8, whatever the platform's charset: the text goes to terminals, files and build logs. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** The version that the jar's manifest tells. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Layerc.class.getPackage().getImplementationVersion();
      return new String[] {
        "layerc " + Objects.requireNonNullElse(version, "(not packaged)"),
        "Java " + Runtime.version()
      };
    }
  }
}

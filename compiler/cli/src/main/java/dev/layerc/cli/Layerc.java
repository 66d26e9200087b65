package dev.layerc.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code layerc} command. */
@Command(
    name = "layerc",
    description = "Compiles the equations of a neural network to plain Java source.",
    mixinStandardHelpOptions = true)
public final class Layerc implements Runnable {

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Layerc()).execute(args));
  }
}

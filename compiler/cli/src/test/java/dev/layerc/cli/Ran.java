package dev.layerc.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command answered: run in this JVM, its streams caught. */
record Ran(int code, String out, String err) {

  static Ran layerc(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Layerc.commandLine();
    command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    String[] words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int code = command.execute(words);
    command.getOut().flush();
    command.getErr().flush();
    return new Ran(code, out.toString(), err.toString());
  }

  /** The exit code and everything said, for assertions that show all of it when they fail. */
  String all() {
    return "exit " + code + "\n" + out + err;
  }
}

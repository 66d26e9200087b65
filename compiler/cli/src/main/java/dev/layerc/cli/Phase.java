package dev.layerc.cli;

import dev.layerc.CompiledNet;
import dev.layerc.diag.SourceFile;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.spec.SpecParser;
import dev.layerc.spec.SpecPrinter;
import java.util.List;
import java.util.Locale;

/** The phases of the compiler whose result can be printed. */
enum Phase {
  PARSE,
  ELABORATE,
  DERIVE,
  SCHEDULE;

  /** What the phase made of the file and its nets. */
  String print(SourceFile file, List<CompiledNet> nets) {
    StringBuilder text = new StringBuilder();
    if (this == PARSE) {
      text.append(SpecPrinter.print(SpecParser.parse(file)));
    }
    nets.forEach(net -> text.append(print(net)));
    return text.toString();
  }

  private String print(CompiledNet net) {
    return switch (this) {
      case PARSE -> "";
      case ELABORATE -> EquationPrinter.fullNames().print(net.program());
      case DERIVE -> EquationPrinter.fullNames().print(net.derived());
      case SCHEDULE -> LoopPrinter.print(net.loops());
    };
  }

  /** As it is written on the command line and shown in the help. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

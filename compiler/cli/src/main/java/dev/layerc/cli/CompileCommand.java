package dev.layerc.cli;

import dev.layerc.CompilerOptions;
import dev.layerc.emit.CostReport;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.MathMode;
import dev.layerc.emit.Release;
import dev.layerc.emit.ScheduleReport;
import dev.layerc.schedule.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compiles specs to Java sources. */
@Command(
    name = "compile",
    description = {
      "Compiles networks to Java sources.",
      "Nothing is written unless every file compiles; a source is written only if its bytes change."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Layerc.Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  layerc compile digits.nn -o src/main/java --package com.acme",
      "  layerc compile a.nn b.nn -o generated --release 8",
      "  layerc compile digits.nn -o src/main/java --report",
      "  layerc compile digits.nn -o src/main/java --explain-schedule",
      "  layerc compile digits.nn --print-after=derive"
    })
final class CompileCommand implements Callable<Integer> {
  @CommandLine.Spec CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "NET.nn", description = "The specs to compile.")
  List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The source root that the packages begin in.")
  Optional<Path> output = Optional.empty();

  @Option(
      names = {"-p", "--package"},
      paramLabel = "P",
      defaultValue = "",
      description = "The package of the classes; none if left out.")
  String packageName = "";

  @Option(
      names = "--target",
      defaultValue = "plain",
      description =
          "What the code is written for: plain (any JVM), or simd (with kernels on the Vector API"
              + " beside, for a JVM that is started with --add-modules jdk.incubator.vector)."
              + " Default: ${DEFAULT-VALUE}.")
  Target target = Target.PLAIN;

  @Option(
      names = "--release",
      paramLabel = "N",
      description =
          "The oldest Java that takes the sources: 8, 11 or 17. Default: 11, for simd 17.")
  Optional<Integer> release = Optional.empty();

  @Option(
      names = "--math",
      defaultValue = "fast",
      description = "exp, tanh and the like: fast or strict. Default: ${DEFAULT-VALUE}.")
  MathMode math = MathMode.FAST;

  @Option(
      names = "--report",
      description = "Print what each net costs: multiply-adds, memory, methods and their bytecode.")
  boolean report;

  @Option(
      names = "--explain-schedule",
      description =
          "Print how each equation is computed and why: the ways that were weighed (+ taken,"
              + " - not), with the costs and facts that decided.")
  boolean explainSchedule;

  @Option(
      names = "--print-after",
      paramLabel = "PHASE",
      description = "Print what a phase made of the spec: ${COMPLETION-CANDIDATES}.")
  Optional<Phase> printAfter = Optional.empty();

  @Override
  public Integer call() throws IOException {
    requirePackageName();
    SpecCompiler compiler =
        new SpecCompiler(
            Messages.of(spec),
            CompilerOptions.inPackage(packageName)
                .withRelease(emitted())
                .withMath(math)
                .withTarget(target));
    if (printAfter.isPresent()) {
      return print(compiler, printAfter.get());
    }
    Path folder =
        output.orElseThrow(
            () -> CommandFailure.wrongUsage("where to? Give a directory with -o DIR"));
    List<NetSources> nets = compile(compiler);
    write(nets.stream().flatMap(net -> net.files().stream()).toList(), new SourceFolder(folder));
    if (report) {
      nets.forEach(this::report);
    }
    if (explainSchedule) {
      nets.forEach(net -> print(ScheduleReport.of(net.loops())));
    }
    return ExitCode.DONE;
  }

  private void report(NetSources net) {
    List<String> lines = new ArrayList<>(CostReport.of(net.loops()));
    lines.addAll(MethodReport.of(InMemoryCompiler.classFiles(net.files())));
    print(lines);
  }

  private void print(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    lines.forEach(out::println);
    out.flush();
  }

  private void requirePackageName() {
    for (String part : packageName.isEmpty() ? new String[0] : packageName.split("\\.", -1)) {
      if (!SourceVersion.isName(part)) {
        throw CommandFailure.wrongUsage("'" + packageName + "' is not the name of a package");
      }
    }
  }

  private Release emitted() {
    int asked = release.orElse(target == Target.SIMD ? 17 : 11);
    if (target == Target.SIMD && asked < 17) {
      throw CommandFailure.wrongUsage("--release " + asked + ": the Vector API takes 17");
    }
    return switch (asked) {
      case 8 -> Release.JAVA_8;
      case 11 -> Release.JAVA_11;
      case 17 -> Release.JAVA_17;
      default -> throw CommandFailure.wrongUsage("--release " + asked + ": 8, 11 or 17");
    };
  }

  private int print(SpecCompiler compiler, Phase phase) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (Path file : files) {
      out.print(compiler.print(phase, file));
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** Every file's sources; two specs must not make the same file. */
  private List<NetSources> compile(SpecCompiler compiler) throws IOException {
    Map<String, Path> origins = new LinkedHashMap<>();
    List<NetSources> nets = new ArrayList<>();
    for (Path file : files) {
      for (NetSources net : compiler.compile(file)) {
        requireFreePlaces(net, file, origins);
        nets.add(net);
      }
    }
    return nets;
  }

  /** Upper and lower case are one, as on some machines; the compiler looks within a spec. */
  private static void requireFreePlaces(NetSources net, Path file, Map<String, Path> origins) {
    for (GeneratedFile source : net.files()) {
      Path other = origins.putIfAbsent(source.path().toLowerCase(Locale.ROOT), file);
      if (other != null) {
        throw CommandFailure.wrongInput(
            String.format(
                "%s: net %s would have the file %s, which a net of %s has already",
                file, net.program().name(), source.path(), other));
      }
    }
  }

  private void write(List<GeneratedFile> sources, SourceFolder folder) throws IOException {
    folder.requireWritable(sources);
    PrintWriter out = spec.commandLine().getOut();
    for (GeneratedFile source : sources) {
      SourceFolder.Written written = folder.write(source);
      out.println((written.changed() ? "wrote " : "kept  ") + written.file());
    }
    out.flush();
  }
}

package dev.layerc;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.Elaborator;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.NetEmitter;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Program;
import dev.layerc.loop.LoopProgram;
import dev.layerc.schedule.ChooseByMask;
import dev.layerc.schedule.MapRows;
import dev.layerc.schedule.PlacesAsReals;
import dev.layerc.schedule.Schedule;
import dev.layerc.schedule.SplitChains;
import dev.layerc.schedule.Target;
import dev.layerc.schedule.VectorLoops;
import dev.layerc.spec.Spec;
import dev.layerc.spec.SpecParser;
import java.util.ArrayList;
import java.util.List;

/**
 * The compiler: the text of a spec in, Java sources out.
 *
 * <pre>
 * text -parse-> Spec -elaborate-> Program -derive-> DerivedProgram -schedule-> LoopProgram -emit-> files
 * </pre>
 */
public final class NetCompiler {
  private final CompilerOptions options;

  public NetCompiler(CompilerOptions options) {
    this.options = options;
  }

  /**
   * Compiles every net of a file.
   *
   * @param resolver finds the files that it uses
   * @param log gets the warnings, and all mistakes
   * @throws dev.layerc.diag.SpecException if there are mistakes; it carries what the log has
   */
  public List<CompiledNet> compile(SourceFile source, SourceResolver resolver, DiagnosticLog log) {
    Spec spec = parse(source, log);
    List<CompiledNet> nets = new ArrayList<>();
    for (Program program : elaborate(spec, resolver, log)) {
      nets.add(compile(program, log));
    }
    CheckFileNames.check(spec, nets, log);
    log.throwIfErrors();
    return nets;
  }

  /** The forward equations of every net of a file; see {@link #compile}. */
  public static List<Program> elaborate(
      SourceFile source, SourceResolver resolver, DiagnosticLog log) {
    return elaborate(parse(source, log), resolver, log);
  }

  private static Spec parse(SourceFile source, DiagnosticLog log) {
    Spec spec = SpecParser.parse(source, log);
    log.throwIfErrors();
    return spec;
  }

  private static List<Program> elaborate(Spec spec, SourceResolver resolver, DiagnosticLog log) {
    CheckNetNames.check(spec, log);
    List<Program> programs = Elaborator.elaborate(spec, resolver, log);
    log.throwIfErrors();
    return programs;
  }

  private CompiledNet compile(Program forward, DiagnosticLog log) {
    Program program = options.applyTo(forward);
    DerivedProgram derived = DeriveProgram.of(program, options.derived());
    boolean mapsRows = options.mapsRows(program.precision());
    LoopProgram scheduled = Schedule.of(derived, options.target(), mapsRows);
    LoopProgram mapped = mapsRows ? MapRows.in(scheduled) : scheduled;
    LoopProgram inVectors =
        options.target() == Target.SIMD ? VectorLoops.in(PlacesAsReals.in(mapped)) : mapped;
    LoopProgram loops = ChooseByMask.in(SplitChains.in(inVectors));
    KeepBounds.check(loops, log);
    NetEmitter emitter = new NetEmitter(options.emitOptions(Digest.of(forward)));
    List<GeneratedFile> files = emitter.emit(loops);
    return new CompiledNet(program, derived, loops, files);
  }
}

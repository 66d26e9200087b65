package dev.layerc.emit;

import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Value;
import java.util.List;

/**
 * What every emitter of one network's classes is given.
 *
 * @param used what the loops call
 */
record Net(
    LoopProgram program,
    EmitOptions options,
    NetNames names,
    Signature signature,
    Fields fields,
    Summary summary,
    UsedFunctions used) {

  static Net of(LoopProgram program, EmitOptions options) {
    Signature signature = new Signature(program);
    Fields fields = new Fields(program, signature);
    return new Net(
        program,
        options,
        NetNames.of(program, options),
        signature,
        fields,
        new Summary(program, signature, fields),
        UsedFunctions.of(program));
  }

  boolean isTrained() {
    return program.update().isPresent();
  }

  boolean hasForward() {
    return program.forward().isPresent();
  }

  boolean hasGradients() {
    return program.backward().isPresent();
  }

  /** True if a training pass draws random numbers. */
  boolean drawsNoise() {
    return program.forward().map(PassEmitter::usesSeed).orElse(false)
        || program.backward().map(PassEmitter::usesSeed).orElse(false);
  }

  /** True for a number that the optimizer has in a step. */
  boolean isOfOptimizer(Value.Local local) {
    return program
        .update()
        .filter(rule -> rule.factorNames().contains(local.name()) || local.name().equals("scale"))
        .isPresent();
  }

  List<Buffer> owned(Buffer.Owner owner) {
    return program.buffers().stream().filter(buffer -> buffer.owner() == owner).toList();
  }
}

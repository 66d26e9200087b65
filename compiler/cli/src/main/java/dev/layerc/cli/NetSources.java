package dev.layerc.cli;

import dev.layerc.CompiledNet;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.LoopProgram;
import java.util.List;

/**
 * One compiled network.
 *
 * @param className the qualified name of the network's public face
 */
record NetSources(
    DerivedProgram derived, LoopProgram loops, List<GeneratedFile> files, String className) {
  NetSources {
    files = List.copyOf(files);
  }

  /** The face of a network is the first of its files. */
  static NetSources of(CompiledNet net) {
    return new NetSources(net.derived(), net.loops(), net.files(), net.files().get(0).className());
  }

  Program program() {
    return derived.source();
  }

  /** The parameters and inputs that have gradients. */
  List<Tensor> differentiated() {
    return List.copyOf(derived.gradients().keySet());
  }

  NetClass load() {
    return new NetClass(InMemoryCompiler.load(files, className), program());
  }
}

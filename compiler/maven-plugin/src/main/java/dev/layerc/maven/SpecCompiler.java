package dev.layerc.maven;

import java.io.IOException;

/** What the plugin needs of the compiler: one spec in, its Java files out. */
@FunctionalInterface
interface SpecCompiler {
  /**
   * Compiles one file.
   *
   * @throws dev.layerc.diag.SpecException if the spec is wrong
   * @throws IOException if it or a file that it uses cannot be read
   */
  CompiledSpec compile(SpecFile spec) throws IOException;
}

package dev.layerc.maven;

import java.nio.file.Path;

/**
 * One {@code .nn} file to compile.
 *
 * @param path where it is
 * @param name how it is called in messages and in the generated comments: relative and with
 *     slashes, so that the output does not depend on the machine
 * @param packageName the package of the classes generated from it; empty for the unnamed package
 */
record SpecFile(Path path, String name, String packageName) {}

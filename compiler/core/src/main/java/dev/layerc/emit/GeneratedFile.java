package dev.layerc.emit;

/**
 * One emitted source file.
 *
 * @param className the qualified name of its class
 * @param path where it belongs, relative to a source root, with {@code /}
 * @param text the whole text, lines ending in {@code \n}
 */
public record GeneratedFile(String className, String path, String text) {}

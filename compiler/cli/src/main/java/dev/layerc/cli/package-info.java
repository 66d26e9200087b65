/**
 * The {@code layerc} command: one class a subcommand, each a thin layer over the compiler or the
 * runtime.
 */
package dev.layerc.cli;

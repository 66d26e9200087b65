/**
 * The ANTLR grammar of {@code .nn} files and the parser generated from it, nothing else. What the
 * parse tree means is the compiler's business.
 */
package dev.layerc.grammar;

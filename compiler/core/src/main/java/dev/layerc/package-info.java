/**
 * The compiler as a library: the text of a network in, Java source out. Each phase has its own
 * package and its own immutable type.
 */
package dev.layerc;

/**
 * The intermediate representation: a network as a list of equations over indexed tensors, with its
 * printer, verifier and interpreter.
 */
package dev.layerc.equation;

/** Computation graphs without parameters: their values and the gradients of their inputs. */
package dev.layerc.samples.circuits;

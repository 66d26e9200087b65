/** Trains the generated class {@code Xor} on the four rows of its table. */
package dev.layerc.samples.xor;

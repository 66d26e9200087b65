/** Trains the generated class {@code Digits}, on drawn images or on those of MNIST. */
package dev.layerc.samples.digits;

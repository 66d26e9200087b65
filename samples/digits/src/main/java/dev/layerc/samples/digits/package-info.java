/**
 * Trains the generated class {@code Digits}, on images that this package draws itself or on those
 * of MNIST.
 */
package dev.layerc.samples.digits;

/**
 * Trains the generated class {@code LeNet}, a convolutional net, on drawn images or on those of
 * MNIST.
 */
package dev.layerc.samples.lenet;

/** Trains the generated class {@code ResNet} on coloured shapes that this package draws. */
package dev.layerc.samples.resnet;

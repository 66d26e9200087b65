/**
 * What the samples that learn from images share: the command line, drawn digits in place of a
 * download, and a training that prints how it goes.
 */
package dev.layerc.samples.images;

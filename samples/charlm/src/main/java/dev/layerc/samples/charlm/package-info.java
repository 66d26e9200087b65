/**
 * Trains the generated classes {@code CharLstm} and {@code CharTransformer} to go on with a text,
 * letter by letter.
 */
package dev.layerc.samples.charlm;

/**
 * Derives the backward equations of a program. {@link dev.layerc.gradient.DeriveBackward} walks the
 * equations backwards; {@link dev.layerc.gradient.ScalarDerivatives} knows the derivative of each
 * scalar function; {@link dev.layerc.gradient.InvertIndexMap} turns "add this there" into "sum what
 * comes here". No layer is known.
 */
package dev.layerc.gradient;

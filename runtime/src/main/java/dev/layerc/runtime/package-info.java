/**
 * Optional helpers around generated classes: data, the training loop, metrics, checkpoints, the
 * gradient check, plots.
 *
 * <p>Generated code never names this package, and this module depends on no other: networks come in
 * through small functional interfaces, such as {@code net::predict}, without reflection.
 */
package dev.layerc.runtime;

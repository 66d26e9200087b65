/**
 * Optional helpers around generated classes: data ({@link dev.layerc.runtime.Dataset}, {@link
 * dev.layerc.runtime.IdxFolder}, {@link dev.layerc.runtime.CsvTable}), the training loop ({@link
 * dev.layerc.runtime.Trainer}), on several threads ({@link dev.layerc.runtime.ThreadedStep}),
 * metrics, checkpoints, the gradient check, and tensors in files.
 *
 * <p>Generated code never names this package, and this module depends on no other: networks come in
 * through small functional interfaces, such as {@code net::train}, without reflection.
 */
package dev.layerc.runtime;

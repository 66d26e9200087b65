package dev.layerc.equation;

/** What {@code train} says: the optimizer with its hyper-parameters set, and the batch size. */
public record Training(Optimizer optimizer, int batch) {}

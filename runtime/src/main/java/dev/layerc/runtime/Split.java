package dev.layerc.runtime;

/** The rows that a network learns from, and those that it is judged by. */
public record Split(Dataset train, Dataset test) {}

package dev.layerc.equation;

/** A named result: the name that the API shows and the tensor that holds it. */
public record Output(String name, Tensor tensor) {}

package dev.layerc.spec;

import java.util.Optional;

/** A hyper-parameter of a layer or optimizer, with its default value if it has one. */
public record HyperParameter(Name name, Optional<Expression> defaultValue) {}

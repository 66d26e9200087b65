package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Declaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stage that a tensor came out of, for messages: {@code dense (5:9)}. */
record Producer(
    String layer,
    Span use,
    Optional<Declaration.Layer> declaration,
    Map<String, Double> hyperParameters,
    List<Tensor> inputs) {}

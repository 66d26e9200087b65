package dev.layerc.elaborate;

import dev.layerc.diag.Span;

/** An operation that lets no gradient through: {@code argmax} at 5:10. */
record Blocker(String operation, Span span) {}

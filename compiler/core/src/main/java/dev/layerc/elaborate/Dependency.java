package dev.layerc.elaborate;

import dev.layerc.equation.Tensor;
import java.util.Optional;

/** That one tensor was computed from another, and what keeps a gradient from passing, if any. */
record Dependency(Tensor from, Optional<Blocker> blocker) {}

package dev.layerc.equation;

import java.util.List;
import java.util.Set;

/** One step of a program: an equation, or a time loop over equations that read themselves. */
public sealed interface Step permits Equation, Recurrence {
  /** The tensors that this step computes. */
  Set<Tensor> targets();

  /** Its equations, in the order of their evaluation. */
  List<Equation> equations();
}

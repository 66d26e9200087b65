package dev.layerc.schedule;

import dev.layerc.equation.Tensor;
import java.util.List;
import java.util.Set;

/** How the sum of a contraction is computed several elements at a time. */
sealed interface Tile permits RowTile, DotTile {
  Contraction contraction();

  /** This form in words. */
  String strategy();

  /** The tensors that need rows of their own for it. */
  List<Tensor> inRows();

  /** The tensors that need memory for it, whoever else reads them. */
  Set<Tensor> stored();

  /** What its methods hand on to each other, and no equation computes. */
  Set<Tensor> scratch();
}

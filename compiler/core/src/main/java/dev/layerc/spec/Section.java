package dev.layerc.spec;

import java.util.List;

/**
 * A top-level declaration as far as its brackets and first words show it: what precedes the block,
 * and the statements of the block.
 */
record Section(Piece head, boolean hasBlock, List<Piece> statements) {
  Section {
    statements = List.copyOf(statements);
  }
}

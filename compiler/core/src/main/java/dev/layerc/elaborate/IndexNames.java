package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.equation.Index;
import dev.layerc.spec.Name;

/**
 * An index may not share its name with anything else, or a typing mistake would change a meaning.
 */
final class IndexNames {
  private IndexNames() {}

  static void check(Name name, EquationContext context) {
    if (name.text().equals(Index.BATCH.name())) {
      throw Mistake.of(Message.BATCH_IS_RESERVED, name.span());
    }
    if (context.indices().containsKey(name.text())) {
      throw Mistake.withHint(Message.INDEX_BOUND_TWICE, name.span(), "rename the inner one", name);
    }
    context
        .scope()
        .find(name.text())
        .ifPresent(
            binding -> {
              throw Mistake.of(
                  Message.INDEX_HAS_NAME_OF,
                  name.span(),
                  name,
                  what(binding),
                  Text.line(binding.declared(), name.span()));
            });
  }

  private static String what(Binding binding) {
    if (binding instanceof Binding.Scalar scalar) {
      return scalar.what();
    }
    return binding instanceof Binding.SharedStage ? "shared layer" : "tensor";
  }
}

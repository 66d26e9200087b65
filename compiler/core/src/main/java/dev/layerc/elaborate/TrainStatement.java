package dev.layerc.elaborate;

import dev.layerc.diag.ClosestName;
import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Training;
import dev.layerc.spec.Argument;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Name;
import dev.layerc.spec.Statement;

/** {@code train adam(lr = 1e-3), batch = 32}. Without {@code batch}, a step takes one sample. */
final class TrainStatement {
  private TrainStatement() {}

  static Training elaborate(Statement.Train train, Scope scope) {
    Name name = train.optimizer();
    Declared<Declaration.Optimizer> declared =
        scope
            .library()
            .optimizer(name.text())
            .orElseThrow(
                () ->
                    Mistake.of(
                        Diagnostic.of(Message.UNKNOWN_OPTIMIZER, name.span(), name)
                            .withHint(
                                ClosestName.hint(name.text(), scope.library().optimizerNames()))));
    int batch = 1;
    for (Argument option : train.options()) {
      Name key = option.name().orElseThrow();
      if (!key.text().equals("batch")) {
        throw Mistake.withHint(Message.UNKNOWN_TRAIN_OPTION, key.span(), "it has batch", key);
      }
      batch = Numbers.extent(option.value(), scope, d -> {});
    }
    return new Training(OptimizerElaboration.elaborate(train, declared, scope), batch);
  }
}

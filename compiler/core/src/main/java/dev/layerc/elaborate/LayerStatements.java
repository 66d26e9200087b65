package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.spec.Statement;

/** The statements of a layer. */
final class LayerStatements {
  private LayerStatements() {}

  static void elaborate(Body body, Statement statement) {
    if (statement instanceof Statement.Constant constant) {
      body.constant(constant);
    } else if (statement instanceof Statement.Parameter parameter) {
      body.parameter(parameter);
    } else if (statement instanceof Statement.State state) {
      body.state(state);
    } else if (statement instanceof Statement.Shared shared) {
      body.shared(shared);
    } else if (statement instanceof Statement.Next next) {
      body.next(next);
    } else if (statement instanceof Statement.Definition definition) {
      body.definition(definition.name(), definition.axes(), definition.value());
    } else {
      String keyword = statement.span().text().split("\\W", 2)[0];
      throw Mistake.of(Message.BELONGS_IN_A_NET, statement.span(), keyword);
    }
  }
}

package dev.layerc.elaborate;

import dev.layerc.spec.Argument;
import dev.layerc.spec.Axis;
import dev.layerc.spec.Binder;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that an expression reads, those of layers and functions left out. */
final class Mentions {
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> callees = new LinkedHashSet<>();
  private final List<Expression.Read> reads = new ArrayList<>();

  private Mentions() {}

  static Set<String> of(Expression expression) {
    Mentions mentions = new Mentions();
    mentions.visit(expression);
    return mentions.names;
  }

  /** The reads with brackets, in the order of the text. */
  static List<Expression.Read> reads(Expression expression) {
    Mentions mentions = new Mentions();
    mentions.visit(expression);
    return mentions.reads;
  }

  /** The names of the layers and functions that it uses; a shared layer is among them. */
  static Set<String> callees(Expression expression) {
    Mentions mentions = new Mentions();
    mentions.visit(expression);
    return mentions.callees;
  }

  private void visit(Expression e) {
    if (e instanceof Expression.Reference reference) {
      names.add(reference.name().text());
    } else if (e instanceof Expression.Read read) {
      names.add(read.tensor().text());
      reads.add(read);
      axes(read.axes());
    } else if (e instanceof Expression.Call call) {
      callees.add(call.callee().text());
      arguments(call.arguments());
    } else if (e instanceof Expression.Unary unary) {
      visit(unary.operand());
    } else if (e instanceof Expression.Binary binary) {
      visit(binary.left());
      visit(binary.right());
    } else if (e instanceof Expression.Conditional conditional) {
      visit(conditional.condition());
      visit(conditional.whenTrue());
      visit(conditional.whenFalse());
    } else if (e instanceof Expression.Reduction reduction) {
      reduction(reduction);
    } else if (e instanceof Expression.Pipeline pipeline) {
      visit(pipeline.source());
      pipeline.stages().forEach(this::stage);
    }
  }

  private void reduction(Expression.Reduction reduction) {
    for (Binder binder : reduction.binders()) {
      if (binder instanceof Binder.Index index) {
        index.bound().ifPresent(this::visit);
      }
    }
    reduction.where().ifPresent(this::visit);
    visit(reduction.body());
  }

  private void stage(Stage stage) {
    callees.add(stage.layer().text());
    stage.repeat().ifPresent(this::visit);
    stage.arguments().ifPresent(this::arguments);
  }

  private void arguments(List<Argument> arguments) {
    arguments.forEach(argument -> visit(argument.value()));
  }

  private void axes(List<Axis> axes) {
    for (Axis axis : axes) {
      if (axis instanceof Axis.Of of) {
        visit(of.expression());
      }
    }
  }
}

package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A parameter that the loss depends on only through operations without a gradient would stay as it
 * was, without a word: that is told.
 */
final class Learnability {
  private final NetState net;
  private final Set<Tensor> smooth = new LinkedHashSet<>();
  private final Map<Tensor, Blocker> blocked = new LinkedHashMap<>();

  private Learnability(NetState net) {
    this.net = net;
  }

  static void check(Program program, NetState net) {
    Optional<Tensor> objective = program.objective();
    if (program.training().isEmpty() || objective.isEmpty()) {
      return;
    }
    Learnability learnability = new Learnability(net);
    learnability.follow(objective.get());
    learnability.followBlocked();
    program.parameters().forEach(learnability::check);
  }

  /** Everything that a gradient of the objective reaches. */
  private void follow(Tensor objective) {
    Deque<Tensor> open = new ArrayDeque<>();
    open.add(objective);
    while (!open.isEmpty()) {
      Tensor tensor = open.poll();
      if (!smooth.add(tensor)) {
        continue;
      }
      for (Dependency dependency : net.dependencies(tensor)) {
        if (dependency.blocker().isEmpty()) {
          open.add(dependency.from());
        }
      }
    }
  }

  /** Everything else that the objective depends on, with the first operation in the way. */
  private void followBlocked() {
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor tensor : smooth) {
      for (Dependency dependency : net.dependencies(tensor)) {
        dependency.blocker().ifPresent(b -> block(dependency.from(), b, open));
      }
    }
    while (!open.isEmpty()) {
      Tensor tensor = open.poll();
      for (Dependency dependency : net.dependencies(tensor)) {
        block(dependency.from(), blocked.get(tensor), open);
      }
    }
  }

  private void block(Tensor tensor, Blocker blocker, Deque<Tensor> open) {
    if (!smooth.contains(tensor) && blocked.putIfAbsent(tensor, blocker) == null) {
      open.add(tensor);
    }
  }

  private void check(Parameter parameter) {
    Tensor tensor = parameter.tensor();
    if (parameter.frozen() || smooth.contains(tensor)) {
      return;
    }
    Span declared = net.parameterPlace(parameter);
    boolean inPrelude = Prelude.NAME.equals(declared.source().name());
    Span place = inPrelude ? parameter.span() : declared;
    String name = inPrelude ? tensor.name() : Text.oneLine(declared);
    Blocker blocker = blocked.get(tensor);
    net.log()
        .add(
            blocker == null
                ? Diagnostic.of(Message.PARAMETER_UNUSED, place, name)
                : Diagnostic.of(
                    Message.CANNOT_LEARN,
                    place,
                    name,
                    blocker.operation(),
                    Text.place(blocker.span(), place)));
  }
}

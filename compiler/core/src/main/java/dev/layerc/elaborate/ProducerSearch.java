package dev.layerc.elaborate;

import dev.layerc.equation.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Looks for the stage to blame, from a tensor back to the inputs, the nearest first. */
final class ProducerSearch {
  private ProducerSearch() {}

  static Optional<Producer> upstream(NetState net, Tensor from, Predicate<Producer> wanted) {
    Deque<Tensor> queue = new ArrayDeque<>();
    Set<Tensor> seen = new LinkedHashSet<>();
    queue.add(from);
    while (!queue.isEmpty()) {
      Tensor tensor = queue.poll();
      Optional<Producer> producer = net.producer(tensor);
      if (!seen.add(tensor)) {
        continue;
      }
      if (producer.isEmpty()) {
        net.dependencies(tensor).forEach(d -> queue.add(d.from()));
        continue;
      }
      if (wanted.test(producer.get())) {
        return producer;
      }
      queue.addAll(producer.get().inputs());
    }
    return Optional.empty();
  }
}

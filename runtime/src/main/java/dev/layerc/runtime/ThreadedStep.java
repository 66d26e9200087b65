package dev.layerc.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An optimizer step whose gradients are computed by several threads, each on a part of the batch.
 *
 * <p>The parts and the order in which their gradients are summed follow from the batch and the
 * number of threads alone, so that the same number of threads repeats a run bit for bit. Another
 * number gives other rounding. Nets whose samples see each other, by {@code mean[batch]} or a
 * {@code state}, mean something else in parts: they are not for this class. Numbers that a net
 * draws ({@code random}, as dropout does) are those of a sample's place in its part.
 *
 * <p>After an exception the gradients may be half summed: begin anew.
 *
 * @param <G> the gradients of the net
 */
public final class ThreadedStep<G> implements BatchStep, AutoCloseable {
  private final GradientNet<G> net;
  private final List<Part<G>> parts = new ArrayList<>();
  private final ExecutorService others;

  /** With {@code threads} threads, the caller's among them; {@link #close} ends the others. */
  public ThreadedStep(GradientNet<G> net, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    this.net = net;
    for (int i = 0; i < threads; i++) {
      parts.add(new Part<>(net.newPass(), net.newGradients()));
    }
    others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "layerc gradients");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public double train(Dataset data, int from, int count) {
    double loss = sumOfLosses(data, from, count) / count;
    G sum = parts.get(0).gradients();
    for (Part<G> part : parts.subList(1, parts.size())) {
      net.add(sum, part.gradients());
    }
    net.apply(sum, count);
    parts.forEach(part -> net.clear(part.gradients()));
    return loss;
  }

  /** The caller's thread takes the first part, and waits for the others in their order. */
  private double sumOfLosses(Dataset data, int from, int count) {
    List<Future<Double>> running = new ArrayList<>();
    for (int i = 1; i < parts.size(); i++) {
      int number = i;
      running.add(others.submit(() -> run(number, data, from, count)));
    }
    try {
      double sum = run(0, data, from, count);
      for (Future<Double> part : running) {
        sum += part.get();
      }
      return sum;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /**
   * The summed loss of the rows of one part: {@code count} rows are shared out evenly, in order.
   */
  private double run(int number, Dataset data, int from, int count) {
    int begin = share(number, count);
    int size = share(number + 1, count) - begin;
    if (size == 0) {
      return 0;
    }
    Part<G> part = parts.get(number);
    return size * part.pass().add(data, from + begin, size, part.gradients());
  }

  private int share(int number, int count) {
    return (int) ((long) count * number / parts.size());
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  @Override
  public void close() {
    others.shutdown();
  }

  private record Part<G>(GradientNet.Pass<G> pass, G gradients) {}
}

package dev.layerc.samples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** What is timed on the workloads: the classes of a target, or another library. */
interface Contestant {
  /** The name in the lines of results. */
  String name();

  boolean takesPartIn(Workload workload);

  /** A fresh net, and its steps. */
  Step start(Workload workload) throws IOException;

  /** Writes the model of a workload into a folder; a program that predicts with it once. */
  StartUp.FirstRun firstRun(Workload workload, Path folder) throws IOException;

  /**
   * {@code plain}, {@code simd} or a peer of this build.
   *
   * @throws IllegalArgumentException where it cannot be measured, with the reason
   */
  static Contestant named(String name) {
    List<String> known = new ArrayList<>(List.of("plain", "simd"));
    if (known.contains(name)) {
      Target target = Target.named(name);
      target.requireUsable();
      return new OfTarget(target);
    }
    for (Peer peer : ServiceLoader.load(Peer.class)) {
      if (peer.name().equals(name)) {
        return new OfPeer(peer);
      }
      known.add(peer.name());
    }
    throw new IllegalArgumentException("there is no " + name + " in this build, but " + known);
  }

  /** Generated classes. */
  record OfTarget(Target target) implements Contestant {
    @Override
    public String name() {
      return target.program();
    }

    @Override
    public boolean takesPartIn(Workload workload) {
      return true;
    }

    @Override
    public Step start(Workload workload) {
      return workload.start(target);
    }

    @Override
    public StartUp.FirstRun firstRun(Workload workload, Path folder) {
      BenchNet net = workload.net();
      Path weights = folder.resolve(net.className() + ".safetensors");
      net.seeded(target).save(weights);
      return new StartUp.FirstRun(
          FirstPrediction.class,
          List.of(
              target.load(net.className()).getName(),
              weights.toString(),
              String.valueOf(net.examples().width())));
    }
  }

  /** Another library. */
  record OfPeer(Peer peer) implements Contestant {
    @Override
    public String name() {
      return peer.name();
    }

    @Override
    public boolean takesPartIn(Workload workload) {
      return peer.workloads().contains(workload.name());
    }

    @Override
    public Step start(Workload workload) throws IOException {
      return peer.start(workload.name());
    }

    @Override
    public StartUp.FirstRun firstRun(Workload workload, Path folder) throws IOException {
      Path model = peer.writeModel(workload.name(), folder);
      return new StartUp.FirstRun(peer.firstPrediction(), List.of(model.toString()));
    }
  }
}

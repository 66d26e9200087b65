package dev.layerc.samples.bench;

/** How DJL is to be: it reads these properties when its engine starts. */
final class DjlSettings {
  private DjlSettings() {}

  /** One thread, and nothing that is fetched. */
  static void onOneThread() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }
}

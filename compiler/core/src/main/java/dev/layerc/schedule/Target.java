package dev.layerc.schedule;

/** What the emitted code may use. */
public enum Target {
  /** {@code java.base} alone: loops that HotSpot vectorises by itself. */
  PLAIN,
  /**
   * The same, and beside it the Vector API, which takes over where it is there when a class loads.
   */
  SIMD
}

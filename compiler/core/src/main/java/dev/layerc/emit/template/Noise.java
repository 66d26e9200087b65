package dev.layerc.emit.template;

/**
 * Random numbers by counting: each is a function of the step's seed, the place in the program and
 * the position in the tensor, so that the backward pass finds the same ones again without storing
 * them, and in any order.
 */
final class Noise {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private Noise() {}

  /** Uniform in [0, 1), in steps of 2^-24, so that float and double networks draw the same. */
  static float random(long seed, int site, int position) {
    long key = mix(seed + site * GAMMA);
    return (mix(key + (position + 1L) * GAMMA) >>> 40) * 0x1.0p-24f;
  }

  /** The seed of one step, from that of the network. */
  static long stepSeed(long seed, long step) {
    return mix(seed + step * GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package dev.layerc.equation;

/**
 * Random numbers as a function of where they are drawn: the seed, the step, the site in the program
 * and the position in the drawn tensor. Nothing is kept between draws, so that a backward pass
 * draws again what the forward pass drew, in any order and on any thread.
 *
 * <p>The construction is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014), used as a counter-based generator. With {@code GAMMA} =
 * 0x9E3779B97F4A7C15 and all arithmetic modulo 2^64:
 *
 * <pre>
 *   mix(z):  z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9
 *            z = (z ^ (z >>> 27)) * 0x94D049BB133111EB
 *            z ^ (z >>> 31)
 *   key     = mix(mix(seed + step * GAMMA) + site * GAMMA)         once for each step and site
 *   bits(p) = mix(key + (p + 1) * GAMMA)                           the p-th number of SplitMix64(key)
 *   uniform = (bits(p) >>> 40) * 2^-24                             in [0, 1)
 * </pre>
 *
 * <p>24 bits fill a float exactly; networks in float and in double so draw the same numbers.
 */
public final class CounterRandom {
  public static final long GAMMA = 0x9E3779B97F4A7C15L;

  private CounterRandom() {}

  /** What all draws of one site in one step have in common. */
  public static long key(long seed, long step, long site) {
    return mix(mix(seed + step * GAMMA) + site * GAMMA);
  }

  /** The number at {@code position}: a multiple of 2^-24 in [0, 1). */
  public static double uniform(long key, long position) {
    return (mix(key + (position + 1) * GAMMA) >>> 40) * 0x1p-24;
  }

  static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

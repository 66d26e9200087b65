package dev.layerc;

import dev.layerc.equation.Feature;
import dev.layerc.equation.NetworkShrinker;
import dev.layerc.equation.RandomNetworks;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Interpreter, emitted class and finite differences agree on random networks. */
class RandomNetworksAgreeTest {
  /** How many networks; a longer run is asked for with {@code -Drandom.networks=1000}. */
  private static final int COUNT = Integer.getInteger("random.networks", 200);

  /** Images and recurrences have cases of their own, which are quicker. */
  private static final Set<Feature> FEATURES =
      EnumSet.complementOf(EnumSet.of(Feature.IMAGE, Feature.RECURRENCE));

  @Test
  void everyWayGivesTheSameNumbers() {
    for (long seed = 0; seed < COUNT; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    String text = RandomNetworks.text(seed, FEATURES);
    int batch = 1 + (int) (seed % 6);
    try {
      threeWays(text, batch, seed);
    } catch (AssertionError | RuntimeException e) {
      String shrunk = NetworkShrinker.shrink(text, smaller -> fails(smaller, batch, seed));
      throw new AssertionError("seed " + seed + ", batch " + batch + ":\n" + shrunk, e);
    }
  }

  /** In double; a third of the networks in float as well. */
  private static void threeWays(String text, int batch, long seed) {
    ThreeWays.check(text, batch, seed);
    if (seed % 3 == 0) {
      ThreeWays.checkInFloat(text, batch, seed);
    }
  }

  private static boolean fails(String text, int batch, long seed) {
    try {
      threeWays(text, batch, seed);
      return false;
    } catch (dev.layerc.diag.SpecException e) {
      return false;
    } catch (AssertionError | RuntimeException e) {
      return true;
    }
  }
}

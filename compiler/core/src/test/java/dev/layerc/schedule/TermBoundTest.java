package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Index;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values at which the place {@code i - k} of 10 is inside, and the like. */
class TermBoundTest {
  private static final Index I = new Index("i", 14);
  private static final Index K = new Index("k", 5);
  private static final Index L = new Index("l", 5);

  @Test
  void aKernelLeavesWhatMeetsTheOutput() {
    assertThat(bound(1, -1, 0).share()).isEqualTo(50.0 / 70);
  }

  @Test
  void stepsAndStridesCount() {
    assertThat(bound(1, 2, -9).share()).isEqualTo(countedShare(1, 2, -9));
    assertThat(bound(2, -3, 1).share()).isEqualTo(countedShare(2, -3, 1));
  }

  @Test
  void pointsThatAreTakenTogetherNeedWhatAnyOfThemNeeds() {
    TermBound bound = bound(1, -1, 0);
    assertThat(bound.shareIn(I, 1)).isEqualTo(bound.share());
    assertThat(bound.shareIn(I, 2)).isGreaterThan(bound.share()).isLessThan(1);
    assertThat(bound.shareIn(I, 14)).isEqualTo(1);
  }

  @Test
  void onlyAPlaceOfOneSummedIndexHasABound() {
    Affine both = Affine.of(I).minus(Affine.of(K)).minus(Affine.of(L));
    assertThat(TermBound.of(new Edges.Inside(both, 10), List.of(K, L))).isEmpty();
    assertThat(TermBound.of(new Edges.Inside(both, 10), List.of(K))).isPresent();
    assertThat(TermBound.of(new Edges.Inside(Affine.of(I), 10), List.of(K))).isEmpty();
  }

  private static TermBound bound(long ofPoint, long ofTerm, long constant) {
    Affine place =
        Affine.of(I)
            .times(ofPoint)
            .plus(Affine.of(K).times(ofTerm))
            .plus(Affine.constant(constant));
    Optional<TermBound> bound = TermBound.of(new Edges.Inside(place, 10), List.of(K));
    return bound.orElseThrow();
  }

  private static double countedShare(long ofPoint, long ofTerm, long constant) {
    int inside = 0;
    for (int i = 0; i < I.extent(); i++) {
      for (int k = 0; k < K.extent(); k++) {
        long place = ofPoint * i + ofTerm * k + constant;
        inside += place >= 0 && place < 10 ? 1 : 0;
      }
    }
    return inside / (double) (I.extent() * K.extent());
  }
}

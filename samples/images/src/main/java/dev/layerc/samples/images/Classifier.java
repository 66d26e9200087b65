package dev.layerc.samples.images;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.Score;

/**
 * A generated net that tells images apart, as its training needs it. Generated classes have no
 * common type: they import {@code java.base} alone.
 */
public interface Classifier {
  /** Numbers in one image. */
  int imageSize();

  /** Images of one step. */
  int batch();

  /** {@code train} of the generated class. */
  float train(float[] images, int[] labels, int count);

  /** {@code evaluate} of the generated class. */
  float evaluate(float[] images, int[] labels, int count);

  /** {@code metric("accuracy")} of the generated class, after {@link #evaluate}. */
  double accuracy();

  /** The mean loss and accuracy over all rows, in one pass. */
  default Score score(Dataset test) {
    float[] images = new float[test.size() * imageSize()];
    int[] labels = new int[test.size()];
    test.copyFeatures(0, test.size(), images);
    test.copyLabels(0, test.size(), labels);
    double loss = evaluate(images, labels, test.size());
    return new Score(loss, accuracy());
  }
}

package dev.layerc.samples.charlm;

/** The generated {@link CharTransformer}. */
record TransformerModel(CharTransformer net) implements LetterModel {
  @Override
  public String name() {
    return "transformer";
  }

  @Override
  public int window() {
    return CharTransformer.TEXT_SIZE;
  }

  @Override
  public int batch() {
    return CharTransformer.BATCH;
  }

  @Override
  public float train(int[] text, int[] following, int count) {
    return net.train(text, following, count);
  }

  @Override
  public float evaluate(int[] text, int[] following, int count) {
    return net.evaluate(text, following, count);
  }

  @Override
  public float[] predict(int[] text) {
    return net.predict(text);
  }
}

package dev.layerc.samples.charlm;

/** The generated {@link CharLstm}. */
record LstmModel(CharLstm net) implements LetterModel {
  @Override
  public String name() {
    return "LSTM";
  }

  @Override
  public int window() {
    return CharLstm.TEXT_SIZE;
  }

  @Override
  public int batch() {
    return CharLstm.BATCH;
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

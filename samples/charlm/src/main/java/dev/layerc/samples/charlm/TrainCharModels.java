package dev.layerc.samples.charlm;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Trains an LSTM and a small transformer on the fables of this sample. On fables that were held
 * back, both are compared with what the frequencies of letters alone can tell.
 */
public final class TrainCharModels {
  private static final int STEPS_A_LINE = 100;
  private static final double TEMPERATURE = 0.7;
  private static final int SAMPLE = 400;

  private final PrintStream out;
  private final Options options;
  private final Corpus corpus;

  TrainCharModels(PrintStream out, Options options, Corpus corpus) {
    this.out = out;
    this.options = options;
    this.corpus = corpus;
  }

  public static void main(String[] arguments) throws IOException {
    try {
      new TrainCharModels(System.out, Options.parse(arguments), Corpus.read()).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  void run() {
    double plain = new LetterFrequencies(corpus.train()).loss(corpus.heldBack());
    out.printf(
        Locale.ROOT,
        "%d letters to train on, %d held back; loss there by letter frequencies %.3f%n",
        corpus.train().length,
        corpus.heldBack().length,
        plain);
    for (LetterModel model : models()) {
      train(model);
      double loss = heldBackLoss(model);
      out.printf(
          Locale.ROOT,
          "%s: held-back loss %.3f, %.1f %% under %.3f%n%n",
          model.name(),
          loss,
          100 * (1 - loss / plain),
          plain);
      out.println(new Writer(model, TEMPERATURE, options.seed()).write("The ", SAMPLE) + "\n");
    }
  }

  private List<LetterModel> models() {
    return List.of(
        new LstmModel(CharLstm.initialize(options.seed())),
        new TransformerModel(CharTransformer.initialize(options.seed())));
  }

  /** Returns the last step's loss. */
  double train(LetterModel model) {
    Random random = new Random(options.seed());
    double last = Double.NaN;
    long begin = System.nanoTime();
    for (int step = 1; step <= options.steps(); step++) {
      Windows windows = Windows.draw(corpus.train(), model.window(), model.batch(), random);
      last = model.train(windows.text(), windows.following(), windows.count());
      if (step % STEPS_A_LINE == 0) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf(
            Locale.ROOT, "%s: step %d  loss %.3f  %.0f s%n", model.name(), step, last, seconds);
      }
    }
    return last;
  }

  /** The mean over the letters of the text that training does not see. */
  double heldBackLoss(LetterModel model) {
    Windows windows = Windows.all(corpus.heldBack(), model.window());
    return model.evaluate(windows.text(), windows.following(), windows.count());
  }
}

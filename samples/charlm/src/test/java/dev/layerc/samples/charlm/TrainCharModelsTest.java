package dev.layerc.samples.charlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainCharModelsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private TrainCharModels program(int steps) throws IOException {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new TrainCharModels(out, new Options(steps, 42), Corpus.read());
  }

  static Stream<LetterModel> models() {
    return Stream.of(
        new LstmModel(CharLstm.initialize(1)), new TransformerModel(CharTransformer.initialize(1)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFewStepsBringTheLossDown(LetterModel model) throws IOException {
    TrainCharModels program = program(12);
    double before = program.heldBackLoss(model);
    assertThat(before).isBetween(4.0, 5.5);
    program.train(model);
    assertThat(program.heldBackLoss(model)).isLessThan(before - 0.8);
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatStandsToTheRightIsNotRead(LetterModel model) {
    int[] text = new int[model.window()];
    float[] once = model.predict(text);
    text[model.window() - 1] = 7;
    float[] again = model.predict(text);
    int seen = (model.window() - 1) * Letters.COUNT;
    assertThat(Arrays.copyOf(again, seen)).isEqualTo(Arrays.copyOf(once, seen));
  }

  @Test
  void bothNetsAreComparedWithLetterFrequenciesAndWrite() throws IOException {
    program(1).run();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("letters to train on", "LSTM: held-back loss", "transformer: held-back loss")
        .contains("The ");
  }
}

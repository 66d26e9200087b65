package dev.layerc.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Program;
import dev.layerc.equation.ProgramVerifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The networks and layers that the language's description shows. */
class LanguagePageTest {
  private static final String NETWORKS = text("examples/networks.nn");
  private static final String LAYERS = text("examples/layers.nn");

  private static String text(String path) {
    SourceFile file = SpecFiles.read(SpecFiles.RESOURCES.resolve(Path.of(path)));
    return file.text();
  }

  @Test
  void everyNetworkElaborates() {
    List<Program> programs = SpecFiles.elaborate(NETWORKS);
    assertThat(programs)
        .extracting(Program::name)
        .containsExactly("Xor", "LeNet", "TinyResNet", "CharLstm", "TinyGpt", "Circuit");
    programs.forEach(ProgramVerifier::verify);
  }

  @Test
  void theWrittenLayersTakeThePlaceOfThePreludes() {
    // The page's own adam is a shorter one: it has no clip, which a network asks for.
    String layers = LAYERS.substring(0, LAYERS.indexOf("optimizer adam"));
    List<Program> programs = SpecFiles.elaborate(layers + NETWORKS);
    programs.forEach(ProgramVerifier::verify);
    assertThat(programs).hasSize(6);
  }

  @Test
  void parametersAreNamedAfterTheirStage() {
    Program lenet = SpecFiles.elaborate(NETWORKS).get(1);
    assertThat(lenet.parameters())
        .extracting(p -> p.tensor().name() + p.tensor().shape())
        .containsExactly(
            "conv2d1.K[6, 1, 5, 5]",
            "conv2d1.b[6]",
            "conv2d2.K[16, 6, 5, 5]",
            "conv2d2.b[16]",
            "dense1.W[120, 400]",
            "dense1.b[120]",
            "dense2.W[84, 120]",
            "dense2.b[84]",
            "dense3.W[10, 84]",
            "dense3.b[10]");
  }

  @Test
  void stagesOfCompositesAndSharedOnesKeepTheirNames() {
    List<Program> programs = SpecFiles.elaborate(NETWORKS);
    assertThat(names(programs.get(2)))
        .contains("res_block3.conv2d2.K", "res_block1.channel_gate1.a");
    assertThat(names(programs.get(3))).contains("emb.E", "lstm1.U").doesNotContain("embedding1.E");
    assertThat(names(programs.get(4))).contains("block2.attention1.Q", "block1.dense2.W");
  }

  private static List<String> names(Program program) {
    return program.parameters().stream().map(Parameter::tensor).map(t -> t.name()).toList();
  }

  @Test
  void elaborationIsRepeatable() {
    EquationPrinter printer = EquationPrinter.fullNames();
    List<String> once = SpecFiles.elaborate(NETWORKS).stream().map(printer::print).toList();
    List<String> again = SpecFiles.elaborate(NETWORKS).stream().map(printer::print).toList();
    assertThat(again).isEqualTo(once);
  }
}

package dev.layerc.emit;

import static dev.layerc.emit.CompiledNet.on;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.equation.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weight files of emitted networks: what is written, what is read, and what is refused. */
class WeightFileTest {
  private static final String FACE = "com.acme.Small";
  private static final String PARAMETERS =
      "'dense1.W':{'dtype':'F32','shape':[3,2],'data_offsets':[0,24]},"
          + "'dense1.b':{'dtype':'F32','shape':[3],'data_offsets':[24,36]},"
          + "'dense2.W':{'dtype':'F32','shape':[1,3],'data_offsets':[36,48]},"
          + "'dense2.b':{'dtype':'F32','shape':[1],'data_offsets':[48,52]}";
  private static CompiledNet floats;
  private static CompiledNet doubles;

  @TempDir private Path directory;
  private Path file;

  @BeforeAll
  static void compile() {
    NetEmitter emitter = new NetEmitter(EmitOptions.of("com.acme"));
    floats = CompiledNet.of(emitter.emit(SmallNet.program(Precision.FLOAT)), 11);
    doubles = CompiledNet.of(emitter.emit(SmallNet.program(Precision.DOUBLE)), 11);
  }

  @BeforeEach
  void name() {
    file = directory.resolve("small.safetensors");
  }

  private static Object trained() {
    Object net = floats.call(FACE, "initialize", 7L);
    for (int i = 0; i < 5; i++) {
      on(net, "train", new float[] {1, 2, -1, 0.5f}, new float[] {1, -1}, 2);
    }
    return net;
  }

  @Test
  void savedNetsGoOnAsIfNothingHadHappened() throws IOException {
    Object net = trained();
    on(net, "save", file);
    Object loaded = floats.call(FACE, "load", file);
    assertThat(on(loaded, "step")).isEqualTo(5L);
    on(net, "train", new float[] {1, 2}, new float[] {1}, 1);
    on(loaded, "train", new float[] {1, 2}, new float[] {1}, 1);
    assertThat(all(loaded)).isEqualTo(all(net));
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void writesTheFormatOfTheSpecification() throws IOException {
    on(trained(), "save", file);
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(bytes, 8, length, UTF_8).strip())
        .startsWith(
            "{\"__metadata__\":{\"net\":\"Small\",\"digest\":\"\",\"seed\":\"7\",\"step\":\"5\"}")
        .contains("\"dense1.W\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}")
        .contains("\"optimizer.v.dense2.b\":{\"dtype\":\"F32\",\"shape\":[1]");
    assertThat(bytes).hasSize(8 + length + 2 * 13 * 4);
  }

  @Test
  void parametersAloneMakeTheOptimizerStartAfresh() throws IOException {
    Object net = trained();
    on(net, "restore", new ByteArrayInputStream(bytes("{" + PARAMETERS + "}", 52)));
    assertThat(on(net, "step")).isEqualTo(0L);
    assertThat(all(net)).containsOnly(0f);
  }

  @Test
  void doublesReadFloatsAndFloatsReadDoubles() throws IOException {
    Object net = trained();
    on(net, "save", file);
    Object twin = doubles.call(FACE, "load", file);
    double[] values = (double[]) on(on(twin, "parameters"), "get", "dense1.W");
    float[] original = (float[]) on(on(net, "parameters"), "get", "dense1.W");
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(original[i]);
    }
    on(twin, "save", file);
    assertThat(all(floats.call(FACE, "load", file))).isEqualTo(all(net));
  }

  @Test
  void refusesWhatIsNoFittingFile() {
    refuses("it is cut off", new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{'});
    refuses("no safetensors file", new byte[] {-1, -1, -1, -1, -1, -1, -1, 127});
    refuses("the file is cut off", new byte[] {1, 2, 3});
    refuses("but its header tells of", bytes("{" + PARAMETERS + "}", 51));
    refuses("but its header tells of", bytes("{" + PARAMETERS + "}", 53));
    refuses("tensor dense1.W [3, 2] is missing", bytes("{}", 0));
    refuses("dense1.W is [3, 2], but has [2, 3]", edited("[3,2]", "[2,3]"));
    refuses("of type I32", edited("'F32','shape':[3]", "'I32','shape':[3]"));
    refuses("not one of this network's", edited("dense2.b", "dense3.b"));
    refuses("overlaps", edited("[24,36]", "[20,36]"));
    refuses("belong to no tensor", edited("[24,36]", "[28,36]"));
    refuses("takes 12 bytes, but has 8", edited("dense2.b", "dense2.b").replaceOffsets());
    refuses("'dense1.W' twice", edited("dense1.b", "dense1.W"));
    refuses("not valid JSON", edited("[3,2]", "[[[[3,2]]]]"));
    refuses("not valid JSON", edited("[3,2]", "[3,2"));
    refuses("not valid JSON", edited("[3,2]", "[-3,2]"));
    refuses("unknown field", edited("'shape':[3]", "'shape':[3],'x':'y'"));
  }

  private record Edited(String header) {
    byte[] replaceOffsets() {
      String moved = header.replace("[24,36]", "[24,32]").replace("[36,48]", "[32,44]");
      return bytes(moved.replace("[48,52]", "[44,48]"), 48);
    }
  }

  private static Edited edited(String from, String to) {
    assertThat(PARAMETERS).contains(from);
    return new Edited("{" + PARAMETERS.replace(from, to) + "}");
  }

  private void refuses(String message, Edited edited) {
    refuses(message, bytes(edited.header(), 52));
  }

  private void refuses(String message, byte[] bytes) {
    Object net = trained();
    float[] before = all(net);
    assertThatThrownBy(
            () -> {
              Files.write(file, bytes);
              on(net, "restore", file);
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
    assertThat(all(net)).isEqualTo(before);
    assertThat(on(net, "step")).isEqualTo(5L);
  }

  @Test
  void missingFilesAndDirectoriesAreTold() {
    assertThatThrownBy(() -> floats.call(FACE, "load", file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("small.safetensors");
    assertThatThrownBy(() -> on(trained(), "save", directory.resolve("none/x")))
        .isInstanceOf(IOException.class);
  }

  /** A file with this header, single quotes meaning double ones, and so many zeros. */
  private static byte[] bytes(String header, int data) {
    byte[] json = header.replace('\'', '"').getBytes(UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static float[] all(Object net) {
    Object parameters = on(net, "parameters");
    float[] all = new float[(int) on(parameters, "size")];
    on(parameters, "copyTo", (Object) all);
    return all;
  }
}

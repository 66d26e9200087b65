package dev.layerc.shipped;

import static dev.layerc.emit.CompiledNet.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.layerc.emit.CompiledNet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weight files against the format's specification, and against those who mean harm. */
class WeightFilesTest {
  /** More, and others: {@code -Dlayerc.test.mutations=200000 -Dlayerc.test.mutationSeed=5}. */
  private static final int MUTATIONS = Integer.getInteger("layerc.test.mutations", 10_000);

  private static final long SEED = Long.getLong("layerc.test.mutationSeed", 4);

  /** Buffers of a read, and what the test's own reflection takes. */
  private static final int FIXED_COST = 400_000;

  private static CompiledNet floats;
  private static CompiledNet doubles;

  @TempDir private Path directory;

  @BeforeAll
  static void compile() {
    floats = KeepingNet.classes("float");
    doubles = KeepingNet.classes("double");
  }

  @Test
  void anotherReaderUnderstandsWhatIsWritten() {
    Object net = KeepingNet.trained(floats, 3);
    Safetensors file = Safetensors.read(KeepingNet.bytes(net));
    for (String name : KeepingNet.parameterNames(net)) {
      Safetensors.Stored stored = file.tensors().get(name);
      float[] values = (float[]) on(KeepingNet.parameters(net), "get", name);
      assertThat(stored.dtype()).isEqualTo("F32");
      assertThat(stored.shape().stream().mapToInt(Long::intValue).toArray())
          .isEqualTo((int[]) on(KeepingNet.parameters(net), "shape", name));
      for (int i = 0; i < values.length; i++) {
        assertThat(stored.values()[i]).isEqualTo(values[i]);
      }
    }
    assertThat(file.tensors())
        .containsKeys("batchnorm1.rm", "batchnorm1.rv", "optimizer.v.dense3.b")
        .doesNotContainKey("optimizer.v.dense2.W");
    assertThat(file.metadata())
        .containsEntry("net", "Keeping")
        .containsEntry("step", "3")
        .containsEntry("seed", "7");
    assertThat(file.metadata().get("digest")).matches("[0-9a-f]{64}");
  }

  @Test
  void whatAnotherWriterWritesIsUnderstood() throws IOException {
    Object net = KeepingNet.trained(floats, 3);
    Safetensors file = Safetensors.read(KeepingNet.bytes(net));
    Object read = floats.call(KeepingNet.FACE, "load", new ByteArrayInputStream(file.write()));
    assertThat(KeepingNet.bytes(read)).isEqualTo(KeepingNet.bytes(net));
    Path path = Files.write(directory.resolve("other.safetensors"), file.write());
    assertThat(KeepingNet.bytes(floats.call(KeepingNet.FACE, "load", path)))
        .isEqualTo(KeepingNet.bytes(net));
  }

  /** The order of the tensors is the writer's business. */
  @Test
  void tensorsMayStandInAnyOrder() {
    Object net = KeepingNet.trained(floats, 2);
    Safetensors file = Safetensors.read(KeepingNet.bytes(net));
    Map<String, Safetensors.Stored> turned = new LinkedHashMap<>();
    file.tensors().keySet().stream()
        .sorted((a, b) -> b.compareTo(a))
        .forEach(name -> turned.put(name, file.tensors().get(name)));
    byte[] bytes = new Safetensors(file.metadata(), turned).write();
    Object read = floats.call(KeepingNet.FACE, "load", new ByteArrayInputStream(bytes));
    assertThat(KeepingNet.bytes(read)).isEqualTo(KeepingNet.bytes(net));
  }

  @Test
  void doublesAndFloatsConvert() {
    byte[] single = KeepingNet.bytes(KeepingNet.trained(floats, 3));
    Object wide = doubles.call(KeepingNet.FACE, "load", new ByteArrayInputStream(single));
    byte[] twice = KeepingNet.bytes(wide);
    Safetensors file = Safetensors.read(twice);
    assertThat(file.tensors().values()).allMatch(tensor -> tensor.dtype().equals("F64"));
    Safetensors.read(single)
        .tensors()
        .forEach((name, t) -> assertThat(file.tensors().get(name).values()).isEqualTo(t.values()));
    Object back = floats.call(KeepingNet.FACE, "load", new ByteArrayInputStream(twice));
    assertThat(Safetensors.read(KeepingNet.bytes(back)).tensors())
        .usingRecursiveComparison()
        .isEqualTo(Safetensors.read(single).tensors());
  }

  @Test
  void nanIsRefusedWhereThatIsAskedFor() {
    Object net = KeepingNet.trained(floats, 1);
    byte[] before = KeepingNet.bytes(net);
    Safetensors file = Safetensors.read(before);
    file.tensors().get("dense2.W").values()[3] = Double.NaN;
    assertThatThrownBy(() -> on(net, "restoreFinite", new ByteArrayInputStream(file.write())))
        .isInstanceOf(IOException.class)
        .hasMessage("tensor dense2.W has NaN at place 3");
    assertThat(KeepingNet.bytes(net)).isEqualTo(before);
    on(net, "restoreFinite", new ByteArrayInputStream(before));
    on(net, "restore", new ByteArrayInputStream(file.write()));
    assertThat(((float[]) on(KeepingNet.parameters(net), "get", "dense2.W"))[3]).isNaN();
  }

  @Test
  void aStepThatIsNoneIsRefused() {
    Object net = KeepingNet.trained(floats, 1);
    Safetensors file = Safetensors.read(KeepingNet.bytes(net));
    for (String step : new String[] {"-1", "one", "99999999999999999999"}) {
      file.metadata().put("step", step);
      assertThatThrownBy(() -> on(net, "restore", new ByteArrayInputStream(file.write())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'step'");
    }
    assertThat(on(net, "step")).isEqualTo(1L);
  }

  /** Refused with an IOException, or a net that is whole; and what was there stays until then. */
  @Test
  void hostileFilesAreRefusedOrLoadWhole() throws IOException {
    Object net = KeepingNet.trained(floats, 3);
    byte[] good = KeepingNet.bytes(net);
    Path path = directory.resolve("hostile.safetensors");
    HostileFile hostile = new HostileFile(good, SEED);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bad = hostile.next();
      Object source = i % 8 == 0 ? Files.write(path, bad) : new ByteArrayInputStream(bad);
      if (isRefused(net, source, bad.length + good.length)) {
        refused++;
        assertThat(KeepingNet.bytes(net)).isEqualTo(good);
      } else {
        assertThat(Safetensors.read(KeepingNet.bytes(net)).tensors().keySet())
            .isEqualTo(Safetensors.read(good).tensors().keySet());
        on(net, "restore", new ByteArrayInputStream(good));
      }
    }
    System.out.printf("%d of %d broken files refused%n", refused, MUTATIONS);
    // Flipped bits of the numbers themselves make other numbers.
    assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - 1);
  }

  /** A file that claims much takes no more memory than a few times what it has. */
  private static boolean isRefused(Object net, Object source, int size) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean refused = false;
    try {
      on(net, "restore", source);
    } catch (Exception e) {
      assertThat(e).isInstanceOf(IOException.class);
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
      refused = true;
    }
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).isLessThan(4L * size + FIXED_COST);
    return refused;
  }

  /** Metadata that nobody reads is passed over, however long: the file in memory is all. */
  @Test
  void longMetadataTakesNoMemoryOfItsOwn() throws IOException {
    Object net = KeepingNet.trained(floats, 1);
    byte[] good = KeepingNet.bytes(net);
    Safetensors file = Safetensors.read(good);
    file.metadata().put("story", "once upon a time ".repeat(1 << 20));
    Path large = Files.write(directory.resolve("large.safetensors"), file.write());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    on(net, "restore", large);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).isLessThan(Files.size(large) + FIXED_COST);
    assertThat(KeepingNet.bytes(net)).isEqualTo(good);
  }

  /** Not even to say that it is not known. */
  @Test
  void aNameLongerThanAnyIsNotKept() {
    Object net = KeepingNet.trained(floats, 1);
    byte[] json = ("{\"" + "n".repeat(3_000_000) + "\":{}}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path file = directory.resolve("long.safetensors");
    assertThatThrownBy(
            () -> {
              Files.write(file, bytes.array());
              long before = threads.getCurrentThreadAllocatedBytes();
              try {
                on(net, "restore", file);
              } finally {
                long taken = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(taken).isLessThan(Files.size(file) + FIXED_COST);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a name of 3000001 bytes is longer than any of this network's");
  }

  @Test
  void aHeaderOfTensorsThatNobodyKnowsEndsAtTheFirst() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 100_000; i++) {
      json.append(i == 0 ? "" : ",").append("\"t").append(i);
      json.append("\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,0]}");
    }
    byte[] header = json.append("}").toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    Object net = KeepingNet.trained(floats, 1);
    assertThatThrownBy(() -> on(net, "restore", new ByteArrayInputStream(bytes.array())))
        .isInstanceOf(IOException.class)
        .hasMessage("tensor t0 is not one of this network's");
  }
}

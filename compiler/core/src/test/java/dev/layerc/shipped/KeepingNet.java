package dev.layerc.shipped;

import dev.layerc.emit.CompiledNet;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A network with everything that a weight file can hold: parameters, states, moments, a step. */
final class KeepingNet {
  static final String FACE = "com.acme.Keeping";
  private static final String TEXT =
      """
      net Keeping : %s {
        input  x[6]
        target int<3> label
        z = x -> dense(7) -> batchnorm -> tanh -> frozen dense(5) -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(lr = 0.01), batch = 4
      }
      """;

  private static final float[] X = new float[24];
  private static final int[] LABELS = {0, 1, 2, 1};

  static {
    for (int i = 0; i < X.length; i++) {
      X[i] = (float) Math.sin(i);
    }
  }

  private KeepingNet() {}

  static CompiledNet classes(String precision) {
    return CompiledNet.of(
        SampleSpecs.sources(
            SampleSpecs.compile(
                "keeping.nn",
                TEXT.formatted(precision),
                dev.layerc.CompilerOptions.inPackage("com.acme"))),
        11);
  }

  /** Of floats, with some steps behind it. */
  static Object trained(CompiledNet floats, int steps) {
    Object net = floats.call(FACE, "initialize", 7L);
    for (int i = 0; i < steps; i++) {
      CompiledNet.on(net, "train", X, LABELS, 4);
    }
    return net;
  }

  /** Everything that the network holds, as the bytes of its weight file. */
  static byte[] bytes(Object net) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CompiledNet.on(net, "save", bytes);
    return bytes.toByteArray();
  }

  static List<String> parameterNames(Object net) {
    @SuppressWarnings("unchecked")
    List<String> names = (List<String>) CompiledNet.on(parameters(net), "names");
    return names;
  }

  static Object parameters(Object net) {
    return CompiledNet.on(net, "parameters");
  }
}

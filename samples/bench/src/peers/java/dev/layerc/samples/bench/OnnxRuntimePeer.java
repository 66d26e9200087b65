package dev.layerc.samples.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ONNX Runtime on one thread, used as it is fastest: input and output buffers bound once. */
public final class OnnxRuntimePeer implements Peer {
  @Override
  public String name() {
    return "ort";
  }

  @Override
  public List<String> workloads() {
    return List.of("W1", "W2");
  }

  @Override
  public Step start(String workload) throws IOException {
    BenchNet net = Workloads.named(workload).net();
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = environment.createSession(OnnxModel.of(workload), onOneThread());
      FloatBuffer in = direct(net.examples().width());
      FloatBuffer out = direct(net.outputs());
      OnnxTensor x = tensor(environment, in);
      OnnxTensor y = tensor(environment, out);
      return step(session, Batches.of(net.examples(), 1), in, x, out, y);
    } catch (OrtException e) {
      throw new IOException(e);
    }
  }

  private static OrtSession.SessionOptions onOneThread() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    return options;
  }

  private static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(Float.BYTES * numbers)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static OnnxTensor tensor(OrtEnvironment environment, FloatBuffer numbers)
      throws OrtException {
    return OnnxTensor.createTensor(environment, numbers, new long[] {1, numbers.capacity()});
  }

  private static Step step(
      OrtSession session,
      Batches rows,
      FloatBuffer in,
      OnnxTensor x,
      FloatBuffer out,
      OnnxTensor y) {
    Map<String, OnnxTensor> inputs = Map.of("x", x);
    Map<String, OnnxTensor> outputs = Map.of("y", y);
    return k -> {
      in.put(0, rows.inputs(rows.at(k)));
      try (OrtSession.Result result = session.run(inputs, outputs)) {
        return result.size() == 0 ? Float.NaN : out.get(0);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Override
  public Class<?> firstPrediction() {
    return FirstOrt.class;
  }

  @Override
  public Path writeModel(String workload, Path folder) throws IOException {
    return Files.write(folder.resolve(workload + ".onnx"), OnnxModel.of(workload));
  }

  /** Reads a model and predicts once. */
  public static final class FirstOrt {
    private FirstOrt() {}

    /** The model's file; its input has one row. */
    public static void main(String[] arguments) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession session = environment.createSession(arguments[0], onOneThread())) {
        long width =
            ((TensorInfo) session.getInputInfo().get("x").getInfo()).getShape()[1];
        float[][] x = {new Uniform(1).numbers((int) width, 1)};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, x);
            OrtSession.Result result = session.run(Map.of("x", tensor))) {
          System.out.println(((float[][]) result.get(0).getValue())[0][0]);
        }
      }
    }
  }
}

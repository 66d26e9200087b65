package dev.layerc.samples.bench;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** DJL with its PyTorch engine, on one thread. */
public final class DjlPeer implements Peer {
  @Override
  public String name() {
    return "djl";
  }

  @Override
  public List<String> workloads() {
    return List.of("W1", "W2", "W3b1", "W3b32", "W3b128");
  }

  @Override
  public Step start(String workload) {
    DjlSettings.onOneThread();
    return switch (workload) {
      case "W3b1" -> DjlTraining.start(1, 0.01f);
      case "W3b32" -> DjlTraining.start(32, 0.05f);
      case "W3b128" -> DjlTraining.start(128, 0.05f);
      default -> predicting(workload);
    };
  }

  private static Step predicting(String workload) {
    Examples examples = Workloads.named(workload).net().examples();
    Shape shape = new Shape(1, examples.width());
    Model model = seeded(workload);
    NDManager manager = model.getNDManager();
    Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
    Batches rows = Batches.of(examples, 1);
    return k -> {
      try (NDManager scope = manager.newSubManager()) {
        NDArray x = scope.create(FloatBuffer.wrap(rows.inputs(rows.at(k))), shape);
        NDList out = predictor.predict(new NDList(x));
        float first = out.get(0).toFloatArray()[0];
        out.close();
        return first;
      } catch (TranslateException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Model seeded(String workload) {
    int[] widths = PeerParameters.widths(workload);
    SequentialBlock block = DjlBlocks.withSoftmax(workload);
    Model model = Model.newInstance(workload, "PyTorch");
    model.setBlock(block);
    block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, widths[0]));
    DjlBlocks.seed(block, widths);
    return model;
  }

  @Override
  public Class<?> firstPrediction() {
    return FirstDjl.class;
  }

  @Override
  public Path writeModel(String workload, Path folder) throws IOException {
    DjlSettings.onOneThread();
    try (Model model = seeded(workload)) {
      model.save(folder, workload);
    }
    return folder.resolve(workload);
  }

  /** Reads the parameters of a model and predicts once. */
  public static final class FirstDjl {
    private FirstDjl() {}

    /** The model's folder and its name: the workload. */
    public static void main(String[] arguments) throws Exception {
      DjlSettings.onOneThread();
      Path path = Path.of(arguments[0]);
      String workload = path.getFileName().toString();
      int width = PeerParameters.widths(workload)[0];
      try (Model model = Model.newInstance(workload, "PyTorch")) {
        model.setBlock(DjlBlocks.withSoftmax(workload));
        model.load(path.getParent(), workload);
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
          float[] x = new Uniform(1).numbers(width, 1);
          NDArray row = model.getNDManager().create(x, new Shape(1, width));
          System.out.println(predictor.predict(new NDList(row)).get(0).toFloatArray()[0]);
        }
      }
    }
  }
}

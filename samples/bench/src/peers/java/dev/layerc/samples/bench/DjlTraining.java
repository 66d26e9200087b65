package dev.layerc.samples.bench;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** 784-128-10 by gradient descent, the batches made beforehand. */
final class DjlTraining {
  private static final String NET = "W3";

  private final Trainer trainer;
  private final NDArray[] inputs;
  private final NDArray[] labels;

  private DjlTraining(Trainer trainer, Batches batches, int count) {
    this.trainer = trainer;
    NDManager manager = trainer.getManager();
    int size = batches.count();
    inputs = new NDArray[size];
    labels = new NDArray[size];
    for (int i = 0; i < size; i++) {
      inputs[i] = manager.create(batches.inputs(i), new Shape(count, 784));
      labels[i] = manager.create(asFloats((int[]) batches.targets(i)), new Shape(count));
    }
  }

  private static float[] asFloats(int[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = numbers[i];
    }
    return floats;
  }

  static Step start(int count, float rate) {
    Block block = DjlBlocks.of(NET);
    Model model = Model.newInstance(NET, "PyTorch");
    model.setBlock(block);
    Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(rate)).build();
    Loss loss = Loss.softmaxCrossEntropyLoss();
    Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(sgd));
    trainer.initialize(new Shape(count, 784));
    DjlBlocks.seed(block, PeerParameters.widths(NET));
    Batches batches = Batches.of(Examples.IMAGES, count);
    DjlTraining training = new DjlTraining(trainer, batches, count);
    return k -> training.step(batches.at(k));
  }

  private float step(int batch) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDList x = new NDList(inputs[batch]);
      NDList y = new NDList(labels[batch]);
      x.tempAttach(scope);
      y.tempAttach(scope);
      float loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray value = trainer.getLoss().evaluate(y, trainer.forward(x));
        collector.backward(value);
        loss = value.getFloat();
      }
      trainer.step();
      return loss;
    }
  }
}

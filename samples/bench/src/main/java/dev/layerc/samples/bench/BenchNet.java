package dev.layerc.samples.bench;

/**
 * A net of {@code src/main/nn} with what it is fed.
 *
 * @param className the generated class, without its package
 * @param outputs numbers that it predicts
 */
record BenchNet(
    String className,
    Arithmetic work,
    Examples examples,
    int outputs,
    SeededParameters parameters) {

  /** A workload that predicts one row after the other. */
  Workload predicts(String name, String title) {
    return new Workload(name, title, this, 1, work.predictionOperations(), 0, this::predicting);
  }

  /** A workload that trains on batch after batch. */
  Workload trains(String name, String title, int batch, int checkedSteps) {
    long operations = work.trainingOperations(batch);
    return new Workload(
        name, title, this, batch, operations, checkedSteps, to -> training(to, batch));
  }

  /** A fresh net with the parameters that every program starts from. */
  GeneratedNet seeded(Target target) {
    GeneratedNet net = GeneratedNet.of(target, className);
    parameters.set(net);
    return net;
  }

  private Step predicting(Target target) {
    GeneratedNet net = seeded(target);
    Predict<Object> predict = net.predict();
    Object workspace = net.newPredictionWorkspace();
    Batches rows = Batches.of(examples, 1);
    float[] out = new float[outputs];
    return k -> {
      predict.predict(rows.inputs(rows.at(k)), out, workspace);
      return out[0];
    };
  }

  private Step training(Target target, int count) {
    Batches batches = Batches.of(examples, count);
    Train<Object> train = seeded(target).train(batches.targetType());
    return k -> {
      int at = batches.at(k);
      return train.train(batches.inputs(at), batches.targets(at), count);
    };
  }
}

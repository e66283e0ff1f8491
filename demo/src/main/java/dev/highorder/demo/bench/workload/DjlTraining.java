package dev.highorder.demo.bench.workload;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Training steps by DJL's own trainer, on any of its engines: SGD with momentum. */
final class DjlTraining extends Workload {

  private final Model model;
  private final Trainer trainer;

  DjlTraining(Engine engine, Setting setting) {
    super(engine, setting);
    model = Model.newInstance("bench", engine.getEngineName());
    model.setBlock(network());
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(GraphTraining.LEARNING_RATE))
                        .optMomentum(GraphTraining.MOMENTUM)
                        .build()));
    trainer.initialize(images().getShape());
  }

  @Override
  public float[] run() {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDArray x = images().duplicate();
      x.attach(scope);
      NDArray y = labels().duplicate();
      y.attach(scope);
      float loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray value = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
        collector.backward(value);
        loss = value.getFloat();
      }
      trainer.step();
      network()
          .getParameters()
          .values()
          .forEach(p -> p.getArray().toByteBuffer()); // waits until the step is done
      return new float[] {loss};
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
    super.close();
  }
}

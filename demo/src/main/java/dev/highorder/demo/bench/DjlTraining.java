package dev.highorder.demo.bench;

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

/** Steps of SGD with momentum by DJL's own trainer, on any of its engines. */
final class DjlTraining extends Contender {

  private final Model model;
  private final Trainer trainer;

  DjlTraining(Engine engine, String scheme, int width, int batch, boolean byHand) {
    super(engine, scheme, width, batch, byHand);
    model = Model.newInstance("bench", engine.getEngineName());
    model.setBlock(network);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(GraphTraining.LEARNING_RATE))
                        .optMomentum(GraphTraining.MOMENTUM)
                        .build()));
    trainer.initialize(images.getShape());
  }

  @Override
  float[] run() {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      NDArray y = labels.duplicate();
      y.attach(scope);
      float loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray value = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
        collector.backward(value);
        loss = value.getFloat();
      }
      trainer.step();
      network.getParameters().values().forEach(p -> p.getArray().toByteBuffer()); // all is done
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

package dev.highorder.demo.experiment;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Training steps of a network on the same random images, to see that it trains. */
final class SingleStep implements AutoCloseable {

  private static final float RATE = 0.01f;

  private final Trainer trainer;
  private final NDManager manager;
  private final NDArray images;
  private final NDArray labels;

  /**
   * Creates the parameters of a network.
   *
   * @param model gets the network
   * @param input the shape of the images {@code (batch, channels, height, width)}; each is of
   *     another class
   */
  SingleStep(Model model, Block network, Shape input) {
    model.setBlock(network);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(RATE)).build()));
    trainer.initialize(input);
    manager = trainer.getManager().newSubManager();
    images = manager.randomNormal(input);
    labels = manager.arange((int) input.get(0)).toType(DataType.FLOAT32, false);
  }

  /** Takes a training step, and returns the loss before it. */
  double take() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      NDList expected = new NDList(labels);
      float loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray value =
            trainer.getLoss().evaluate(expected, trainer.forward(new NDList(x), expected));
        collector.backward(value);
        loss = value.getFloat();
      }
      trainer.step();
      // Waits until the step is done.
      trainer.getModel().getBlock().getParameters().values().get(0).getArray().sum().getFloat();
      return loss;
    }
  }

  @Override
  public void close() {
    manager.close();
    trainer.close();
  }
}

package dev.highorder.training;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Set;

/**
 * How a network is trained: stochastic gradient descent on the cross entropy.
 *
 * @param epochs passes over the training set, at least 1
 * @param learningRate the learning rate at the start; it falls to a hundredth along a cosine
 * @param momentum the share of the last step that is kept, in [0, 1)
 * @param weightDecay the factor on every parameter but step sizes that is added to its gradient, in
 *     [0, 1)
 * @param seed of the weights' initialisation; the order of the pictures is the data set's
 */
public record TrainingRecipe(
    int epochs, float learningRate, float momentum, float weightDecay, int seed) {

  /** Checks the ranges. */
  public TrainingRecipe {
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(learningRate > 0 && learningRate <= 1e6, "learning rate", learningRate, "in (0, 1e6]");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "in [0, 1)");
    require(weightDecay >= 0 && weightDecay < 1, "weight decay", weightDecay, "in [0, 1)");
  }

  private static void require(boolean holds, String name, Number value, String range) {
    if (!holds) {
      throw new IllegalArgumentException("The %s must be %s, not %s".formatted(name, range, value));
    }
  }

  /**
   * The paper's settings, to be used with batches of 128: learning rate 0.1, momentum 0.9, weight
   * decay 1e-4.
   *
   * @param epochs the paper trains 260
   */
  public static TrainingRecipe ofPaper(int epochs) {
    return new TrainingRecipe(epochs, 0.1f, 0.9f, 1e-4f, 1);
  }

  /** Creates the optimizer for so many steps in all; some parameters are not decayed. */
  Optimizer optimizer(int steps, Set<String> spared) {
    Tracker rate =
        Tracker.cosine()
            .setBaseValue(learningRate)
            .optFinalValue(learningRate / 100)
            .setMaxUpdates(Math.max(1, steps))
            .build();
    return new SelectiveDecay(rate, momentum, weightDecay, spared);
  }
}

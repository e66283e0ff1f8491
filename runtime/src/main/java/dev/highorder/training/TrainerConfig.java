package dev.highorder.training;

import ai.djl.Device;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import dev.highorder.dataset.ExampleSet;
import dev.highorder.recipe.ClassBalance;
import dev.highorder.recipe.TrainingRecipe;
import java.util.List;

/**
 * The configuration of DJL's trainer. It has no optimizer, since DJL's do not expose their state.
 */
final class TrainerConfig {

  private TrainerConfig() {}

  /**
   * Creates a configuration.
   *
   * @param network has the law of its initial weights
   * @param training the training set, whose classes may have to be balanced
   * @param device where the trainer works
   */
  static DefaultTrainingConfig of(
      TrainingRecipe recipe,
      Block network,
      ExampleSet training,
      List<TrainingListener> listeners,
      Device device) {
    return new DefaultTrainingConfig(loss(recipe, training))
        .optInitializer(InitialWeights.of(network), Parameter.Type.WEIGHT)
        .optDevices(new Device[] {device})
        .addTrainingListeners(listeners.toArray(TrainingListener[]::new));
  }

  private static Loss loss(TrainingRecipe recipe, ExampleSet training) {
    return recipe.balance() == ClassBalance.LOSS
        ? new BalancedCrossEntropy(BalancedCrossEntropy.weights(training), recipe.labelSmoothing())
        : SmoothedCrossEntropy.of(recipe.labelSmoothing());
  }
}

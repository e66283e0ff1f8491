package dev.highorder.training;

import ai.djl.Device;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.listener.TrainingListener;
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
   * @param device where the trainer works
   */
  static DefaultTrainingConfig of(
      TrainingRecipe recipe, List<TrainingListener> listeners, Device device) {
    // Normally distributed weights of variance 2 / fan-in (He et al. 2015, equation 10).
    XavierInitializer he =
        new XavierInitializer(
            XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2);
    return new DefaultTrainingConfig(SmoothedCrossEntropy.of(recipe.labelSmoothing()))
        .optInitializer(he, Parameter.Type.WEIGHT)
        .optDevices(new Device[] {device})
        .addTrainingListeners(listeners.toArray(TrainingListener[]::new));
  }
}

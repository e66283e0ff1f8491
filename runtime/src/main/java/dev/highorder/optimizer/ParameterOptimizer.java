package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.recipe.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An update rule with a state that can be saved and restored, which DJL's optimizers do not offer.
 *
 * <p>The state holds tensors of the parameter's shape for each parameter, such as its velocity,
 * under the name {@code parameter.quantity}.
 */
public abstract sealed class ParameterOptimizer
    permits MomentumOptimizer, TorchMomentumOptimizer, AdamWOptimizer {

  private final NDManager manager;
  private final Map<String, NDArray> state = new LinkedHashMap<>();

  ParameterOptimizer(NDManager manager) {
    this.manager = manager;
  }

  /**
   * Creates the optimizer of a recipe.
   *
   * @param manager the owner of its state
   */
  public static ParameterOptimizer of(TrainingRecipe recipe, NDManager manager) {
    return switch (recipe.rule()) {
      case SGD -> new MomentumOptimizer(manager, recipe.momentum(), false);
      case NESTEROV -> new MomentumOptimizer(manager, recipe.momentum(), true);
      case TORCH_SGD -> new TorchMomentumOptimizer(manager, recipe.momentum(), false);
      case TORCH_NESTEROV -> new TorchMomentumOptimizer(manager, recipe.momentum(), true);
      case ADAMW -> new AdamWOptimizer(manager, recipe.momentum());
    };
  }

  /**
   * Creates the state of a parameter, all zeros; does nothing if it exists.
   *
   * @param name the parameter's name
   * @param weight its value
   */
  public abstract void prepare(String name, NDArray weight);

  /**
   * Updates a parameter in place.
   *
   * @param name the parameter's name
   * @param weight its value, which is updated
   * @param gradient its gradient, which may be changed
   * @param learningRate the learning rate of this training step
   * @param decay the weight decay of this parameter
   * @param step the number of the training step, from 1
   */
  public abstract void update(
      String name, NDArray weight, NDArray gradient, float learningRate, float decay, long step);

  /** Returns the state of all prepared parameters by the names {@code parameter.quantity}. */
  public final Map<String, NDArray> state() {
    return state;
  }

  final NDArray quantity(String name, String quantity, NDArray weight) {
    return state.computeIfAbsent(
        name + "." + quantity,
        key -> {
          NDArray zeros = weight.zerosLike();
          zeros.attach(manager);
          return zeros;
        });
  }
}

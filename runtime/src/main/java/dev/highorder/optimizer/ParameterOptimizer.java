package dev.highorder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.highorder.recipe.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An update rule with its state, which can be saved: DJL's optimizers keep theirs to themselves.
 *
 * <p>The state is a tensor of the parameter's shape for each parameter and quantity, under the name
 * {@code parameter.quantity}.
 */
public abstract sealed class ParameterOptimizer permits MomentumOptimizer, AdamWOptimizer {

  private final NDManager manager;
  private final Map<String, NDArray> state = new LinkedHashMap<>();

  ParameterOptimizer(NDManager manager) {
    this.manager = manager;
  }

  /**
   * Creates the optimizer that a recipe names.
   *
   * @param manager what its state belongs to
   */
  public static ParameterOptimizer of(TrainingRecipe recipe, NDManager manager) {
    return switch (recipe.rule()) {
      case SGD -> new MomentumOptimizer(manager, recipe.momentum(), false);
      case NESTEROV -> new MomentumOptimizer(manager, recipe.momentum(), true);
      case ADAMW -> new AdamWOptimizer(manager, recipe.momentum());
    };
  }

  /** Creates the state of a parameter, zeros, unless it is there. */
  public abstract void prepare(String name, NDArray weight);

  /**
   * Moves a parameter.
   *
   * @param name the parameter's name
   * @param weight its value, which changes
   * @param gradient its gradient, which may change
   * @param learningRate the learning rate of this step
   * @param decay the weight decay of this parameter
   * @param step the number of the step, from 1
   */
  public abstract void update(
      String name, NDArray weight, NDArray gradient, float learningRate, float decay, long step);

  /** Returns the state of all parameters that were prepared. */
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

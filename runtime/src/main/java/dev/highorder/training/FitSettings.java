package dev.highorder.training;

import ai.djl.Device;
import ai.djl.training.listener.TrainingListener;
import dev.highorder.recipe.TrainingRecipe;
import java.util.List;
import java.util.Optional;

/**
 * How a fit loop runs, apart from the recipe: none of these settings changes what is learned.
 *
 * @param recomputation what is computed again instead of recorded
 * @param devices empty for the model's own
 * @param telemetry every so many steps the states' norms are told; 0 for never
 */
record FitSettings(
    TrainingRecipe recipe,
    TrainingObserver observer,
    Recomputation recomputation,
    List<Device> devices,
    List<TrainingListener> listeners,
    Optional<CheckpointPolicy> checkpoints,
    int telemetry) {}

package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import dev.highorder.recipe.TrainingRecipe;
import dev.highorder.storage.StorageException;
import dev.highorder.training.callback.BatchResult;
import dev.highorder.training.callback.BestWeights;
import dev.highorder.training.callback.Checkpointing;
import dev.highorder.training.callback.DivergenceGuard;
import dev.highorder.training.callback.DjlListeners;
import dev.highorder.training.callback.LeakGuard;
import dev.highorder.training.callback.MovingAverage;
import dev.highorder.training.callback.OldCheckpoints;
import dev.highorder.training.callback.StageDetail;
import dev.highorder.training.callback.StatefulCallback;
import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.checkpoint.Checkpoints;
import dev.highorder.training.state.EpochResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The callbacks of a run as one, called in their order.
 *
 * @param all the callbacks
 */
record CallbackList(List<TrainingCallback> all) implements TrainingCallback {

  private static final Set<String> RESERVED = Set.of("parameters", "optimizer");

  /** Copies the list, and checks the names of memories. */
  CallbackList {
    all = List.copyOf(all);
    Set<String> names = new HashSet<>(RESERVED);
    for (TrainingCallback callback : all) {
      if (callback instanceof StatefulCallback stateful) {
        requireName(stateful, names.add(stateful.name()));
      }
    }
  }

  /**
   * Returns the callbacks of a run in the order that {@link TrainingCallback} documents.
   *
   * @param users those of the user, in their order
   * @param hasListeners whether DJL's listeners are called
   * @param files the checkpoints of the run, if it writes any
   */
  static CallbackList of(
      TrainingRecipe recipe,
      List<TrainingCallback> users,
      boolean hasListeners,
      Optional<Checkpoints> files) {
    List<TrainingCallback> all = new ArrayList<>();
    all.add(new DivergenceGuard());
    all.add(new LeakGuard());
    if (recipe.averaging() > 0) {
      all.add(new MovingAverage(recipe.averaging()));
    }
    if (recipe.patience() > 0) {
      all.add(new BestWeights());
    }
    files.map(OldCheckpoints::new).ifPresent(all::add);
    all.addAll(users);
    if (hasListeners) {
      all.add(new DjlListeners());
    }
    files.map(Checkpointing::new).ifPresent(all::add);
    return new CallbackList(all);
  }

  private static void requireName(StatefulCallback callback, boolean isFree) {
    if (!callback.name().matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "The callback %s has the name '%s'. Give it one of lower-case letters, digits and hyphens."
              .formatted(callback.getClass().getName(), callback.name()));
    }
    if (!isFree) {
      throw new IllegalArgumentException(
          "The callback %s has the name '%s', which is in use. Give it another."
              .formatted(callback.getClass().getName(), callback.name()));
    }
  }

  /** Returns the callbacks that have a memory. */
  List<StatefulCallback> stateful() {
    return all.stream()
        .filter(StatefulCallback.class::isInstance)
        .map(StatefulCallback.class::cast)
        .toList();
  }

  @Override
  public void onStart(TrainingContext run) {
    all.forEach(callback -> callback.onStart(run));
  }

  @Override
  public StageDetail stageDetail(long step) {
    return Collections.max(all.stream().map(callback -> callback.stageDetail(step)).toList());
  }

  @Override
  public void beforeUpdate(TrainingContext run, BatchResult batch) {
    all.forEach(callback -> callback.beforeUpdate(run, batch));
  }

  @Override
  public void afterUpdate(TrainingContext run, BatchResult batch) {
    all.forEach(callback -> callback.afterUpdate(run, batch));
  }

  @Override
  public void onBatchEnd(TrainingContext run) throws StorageException {
    for (TrainingCallback callback : all) {
      callback.onBatchEnd(run);
    }
  }

  @Override
  public void onValidationBatch(TrainingContext run, Batch batch, NDArray logits) {
    all.forEach(callback -> callback.onValidationBatch(run, batch, logits));
  }

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) throws StorageException {
    for (TrainingCallback callback : all) {
      callback.onEpochEnd(run, result);
    }
  }

  @Override
  public void onCheckpoint(TrainingContext run, Path checkpoint) {
    all.forEach(callback -> callback.onCheckpoint(run, checkpoint));
  }

  @Override
  public void onInterrupt(TrainingContext run) throws StorageException {
    for (TrainingCallback callback : all) {
      callback.onInterrupt(run);
    }
  }

  @Override
  public void onEnd(TrainingContext run) {
    all.forEach(callback -> callback.onEnd(run));
  }
}

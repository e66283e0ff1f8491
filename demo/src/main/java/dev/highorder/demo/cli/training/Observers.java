package dev.highorder.demo.cli.training;

import dev.highorder.training.EpochResult;
import dev.highorder.training.StageNorms;
import dev.highorder.training.TrainingObserver;
import dev.highorder.training.TrainingProgress;
import dev.highorder.training.TrainingState;
import java.nio.file.Path;
import java.util.List;

/** Several observers of one training run, called one after another. */
record Observers(List<TrainingObserver> all) implements TrainingObserver {

  @Override
  public void onStart(TrainingState state) {
    all.forEach(observer -> observer.onStart(state));
  }

  @Override
  public void onStep(TrainingProgress progress) {
    all.forEach(observer -> observer.onStep(progress));
  }

  @Override
  public void onEpoch(EpochResult result) {
    all.forEach(observer -> observer.onEpoch(result));
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    all.forEach(observer -> observer.onCheckpoint(checkpoint));
  }

  @Override
  public void onStages(StageNorms states) {
    all.forEach(observer -> observer.onStages(states));
  }
}

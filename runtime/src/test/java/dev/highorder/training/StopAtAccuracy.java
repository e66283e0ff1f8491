package dev.highorder.training;

import dev.highorder.training.callback.TrainingCallback;
import dev.highorder.training.callback.TrainingContext;
import dev.highorder.training.state.EpochResult;

/** The example of a callback in the documentation. */
record StopAtAccuracy(double accuracy) implements TrainingCallback {

  @Override
  public void onEpochEnd(TrainingContext run, EpochResult result) {
    if (result.validation().accuracy() >= accuracy) {
      run.finish();
    }
  }
}

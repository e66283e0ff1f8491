package dev.highorder.training.state;

import com.google.gson.annotations.SerializedName;
import dev.highorder.evaluation.Evaluation;

/**
 * The result of one epoch: a pass over the training set and the evaluation after it.
 *
 * @param epoch its number, from 1
 * @param training the mean over the pass, while the weights changed; the loss is that of smoothed
 *     labels if the recipe smooths them
 * @param validation the result on the validation set after the pass
 * @param seconds how long the epoch took, the evaluation included
 * @param learningRate the learning rate of its last step
 * @param resources what it used
 */
public record EpochResult(
    int epoch,
    Evaluation training,
    Evaluation validation,
    double seconds,
    float learningRate,
    Resources resources) {

  /**
   * The resources that an epoch used.
   *
   * @param examplesPerSecond the training examples per second, without the evaluation
   * @param waiting the share of the training time that was spent waiting for batches, from 0 to 1
   * @param arrays the arrays that were alive in the model's manager afterwards
   * @param residentBytes the resident memory of the process afterwards; 0 where the system does not
   *     report it
   * @param heapBytes the used part of Java's heap afterwards, garbage included
   */
  public record Resources(
      @SerializedName(
              value = "examplesPerSecond",
              alternate = {"imagesPerSecond", "picturesPerSecond"})
          double examplesPerSecond,
      double waiting,
      int arrays,
      long residentBytes,
      long heapBytes) {}
}

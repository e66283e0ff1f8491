package dev.highorder.training;

import com.google.gson.annotations.SerializedName;
import dev.highorder.evaluation.Evaluation;

/**
 * What one pass over the training set gave.
 *
 * @param epoch its number, from 1
 * @param training the mean over the pass, while the weights changed; its loss is of smoothed labels
 *     if the recipe smooths them
 * @param validation the result on the held-out images afterwards
 * @param seconds how long the pass took, the evaluation included
 * @param learningRate that of its last step
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
   * What a pass used.
   *
   * @param imagesPerSecond how many images were learned from in a second, without evaluation
   * @param waiting the share of that time that was spent waiting for images, from 0 to 1
   * @param arrays the arrays that were alive in the model's manager afterwards
   * @param residentBytes the memory of the process afterwards; 0 where the system does not tell
   * @param heapBytes the part of that which Java's objects took, and what was left of old ones
   */
  public record Resources(
      @SerializedName(value = "imagesPerSecond", alternate = "picturesPerSecond")
          double imagesPerSecond,
      double waiting,
      int arrays,
      long residentBytes,
      long heapBytes) {}
}

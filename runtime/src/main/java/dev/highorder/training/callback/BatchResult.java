package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import dev.highorder.training.diagnosis.StageNorms;
import java.util.Map;

/**
 * The result of both passes over a batch. Its tensors are closed after the step.
 *
 * @param batch the examples and their labels
 * @param logits {@code (batch, classes)}
 * @param loss the mean over the batch
 * @param gradientNorm the norm of all gradients before they were clipped; 0 if the recipe does not
 *     clip
 * @param gradients the gradients, after clipping, by the names of the parameters that learn; they
 *     may have changed in {@link TrainingCallback#afterUpdate}
 * @param stages the sizes of the stages; {@link StageNorms#NONE} unless a callback asked for them
 */
public record BatchResult(
    Batch batch,
    NDArray logits,
    float loss,
    double gradientNorm,
    Map<String, NDArray> gradients,
    StageNorms stages) {

  /** Returns the network's input, whose first axis is the batch. */
  public NDArray data() {
    return batch.getData().singletonOrThrow();
  }
}

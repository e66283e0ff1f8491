package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A callback whose memory is a part of every checkpoint, so that a resumed run continues exactly.
 *
 * <p>At the start of a run {@link #create} is called first; on resumption, if the checkpoint has a
 * memory of this name, {@link #restore} and an overwriting of {@link #tensors} follow. Then {@link
 * #onStart} is called.
 */
public interface StatefulCallback extends TrainingCallback {

  /**
   * Returns the name of the memory in checkpoints: lower-case letters, digits and hyphens, begun by
   * a letter, and unique among the callbacks of a run.
   */
  String name();

  /** Creates the memory of a new run. The network has its parameters already. */
  void create(TrainingContext run);

  /** Returns the numbers to save, all of them finite; by default none. */
  default Map<String, Double> numbers() {
    return Map.of();
  }

  /**
   * Replaces the numbers.
   *
   * @param numbers what {@link #numbers} returned when the checkpoint was written
   */
  default void restore(Map<String, Double> numbers) {}

  /**
   * Returns the tensors to save, by their names; by default none. They are saved in a file of the
   * callback's name, and overwritten in place on resumption.
   */
  default Map<String, NDArray> tensors() {
    return Map.of();
  }
}

package dev.highorder.training.callback;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** The copying of one set of values for a network's parameters to another. */
final class Weights {

  private Weights() {}

  /** Overwrites each tensor of {@code to} with that of the same name in {@code from}. */
  static void copy(Map<String, NDArray> from, Map<String, NDArray> to) {
    from.forEach(
        (name, array) -> {
          // Without autograd; on PyTorch, a recorded copy would give the target other memory.
          try (NDArray value = array.stopGradient()) {
            value.copyTo(to.get(name));
          }
        });
  }
}

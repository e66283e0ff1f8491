package dev.highorder.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.highorder.network.Network;
import dev.highorder.stack.ScopedForward;
import java.util.Optional;

/**
 * Finds where numbers first went wrong, by running a bad batch again and looking at every state.
 */
final class Diagnosis {

  private final Block network;
  private final ParameterStore parameters;
  private final Engine engine;

  Diagnosis(Block network, ParameterStore parameters, Engine engine) {
    this.network = network;
    this.parameters = parameters;
    this.engine = engine;
  }

  /** Returns a sentence about a batch of images, {@code (batch, 3, height, width)}. */
  @SuppressWarnings("try") // the engine records as long as the collector is open
  String of(NDArray images) {
    if (!isFinite(images)) {
      return "The images of the batch hold numbers that are not finite.";
    }
    for (Pair<String, Parameter> entry : network.getParameters()) {
      if (!isFinite(parameters.getValue(entry.getValue(), images.getDevice(), true))) {
        return "The parameter %s was no longer finite before this batch.".formatted(entry.getKey());
      }
    }
    // In training mode, as in the step that failed; nothing goes back through this record.
    try (GradientCollector collector = engine.newGradientCollector();
        StageProbe probe = new StageProbe(network)) {
      Optional<String> part = firstBadPart(images);
      return probe
          .norms(0)
          .firstExploded()
          .map(
              state -> "The first state out of bounds is %.3g in %s.".formatted(state.rms(), state))
          .or(() -> part.map("The first output that is not finite is that of the %s."::formatted))
          .orElse("All states of this batch are within bounds when they are computed again.");
    }
  }

  private Optional<String> firstBadPart(NDArray images) {
    if (!(network instanceof Network layered)) {
      NDArray output = network.forward(parameters, new NDList(images), true).head();
      return isFinite(output) ? Optional.empty() : Optional.of("network");
    }
    NDArray x = images;
    for (int i = 0; i < layered.parts().size(); i++) {
      x = ScopedForward.of(layered.parts().get(i), parameters, x, true, null);
      if (!isFinite(x)) {
        return Optional.of(layered.getChildren().keys().get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(NDArray array) {
    try (NDArray magnitude = array.abs();
        NDArray largest = magnitude.max()) {
      // A maximum may skip what is not a number; a sum does not.
      try (NDArray sum = magnitude.sum()) {
        return Float.isFinite(largest.getFloat()) && !Float.isNaN(sum.getFloat());
      }
    }
  }
}

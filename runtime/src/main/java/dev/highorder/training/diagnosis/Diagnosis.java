package dev.highorder.training.diagnosis;

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
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the first place where a network's values are not finite or far too large, by running a
 * batch again and measuring every stage.
 */
public final class Diagnosis {

  private final Block network;
  private final ParameterStore parameters;
  private final Engine engine;

  /**
   * Prepares a diagnosis.
   *
   * @param parameters where the values of the network's parameters are
   */
  public Diagnosis(Block network, ParameterStore parameters, Engine engine) {
    this.network = network;
    this.parameters = parameters;
    this.engine = engine;
  }

  /**
   * Runs a batch and returns a sentence that names the first place.
   *
   * @param data the network's input, whose first axis is the batch
   */
  @SuppressWarnings("try") // the engine records as long as the collector is open
  public String of(NDArray data) {
    if (!isFinite(data)) {
      return "The input of the batch holds numbers that are not finite.";
    }
    for (Pair<String, Parameter> entry : network.getParameters()) {
      if (!isFinite(parameters.getValue(entry.getValue(), data.getDevice(), true))) {
        return "The parameter %s was not finite before this batch.".formatted(entry.getKey());
      }
    }
    // In training mode, as in the step that failed. There is no backward pass.
    try (GradientCollector collector = engine.newGradientCollector();
        StageProbe probe = new StageProbe(network)) {
      Optional<String> part = firstBadPart(data);
      return probe
          .norms(0)
          .firstExploded()
          .map(
              stage ->
                  String.format(
                      Locale.ROOT,
                      "The first stage out of bounds is %s, whose size is %.3g.",
                      stage,
                      stage.rms()))
          .or(() -> part.map("The first output that is not finite is that of %s."::formatted))
          .orElse("When the batch is computed again, all its stages are within bounds.");
    }
  }

  private Optional<String> firstBadPart(NDArray data) {
    if (!(network instanceof Network layered)) {
      NDArray output = network.forward(parameters, new NDList(data), true).head();
      return isFinite(output) ? Optional.empty() : Optional.of("the network");
    }
    NDArray x = data;
    for (int i = 0; i < layered.parts().size(); i++) {
      x = ScopedForward.of(layered.parts().get(i), parameters, x, true, null);
      if (!isFinite(x)) {
        return Optional.of("the part " + layered.getChildren().keys().get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean isFinite(NDArray array) {
    try (NDArray magnitude = array.abs();
        NDArray largest = magnitude.max()) {
      // An engine's maximum may skip NaN; a sum does not.
      try (NDArray sum = magnitude.sum()) {
        return Float.isFinite(largest.getFloat()) && !Float.isNaN(sum.getFloat());
      }
    }
  }
}

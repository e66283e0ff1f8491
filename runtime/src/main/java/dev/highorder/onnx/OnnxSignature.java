package dev.highorder.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interface of a model: what it reads, what it returns, and what it says about itself.
 *
 * @param example the shape of one example, without the batch, which may have any size
 * @param pixels the images that it reads as they are; empty if it reads the numbers of examples,
 *     32-bit floats that the caller has normalised
 * @param returnsProbabilities whether it returns probabilities; if not, logits
 * @param classes the number of classes
 * @param metadata texts by their names, which tools show
 */
public record OnnxSignature(
    List<Long> example,
    Optional<Pixels> pixels,
    boolean returnsProbabilities,
    int classes,
    Map<String, String> metadata) {

  /** The name of the batch dimension. */
  public static final String BATCH = "batch";

  /**
   * Images of 8-bit levels, which the model normalises itself.
   *
   * @param order the order of their dimensions
   * @param scale what the levels of each channel, 0 to 255, are multiplied by
   * @param shift what is added to each channel after that
   */
  public record Pixels(Order order, List<Float> scale, List<Float> shift) {}

  /** The order of the dimensions of images. */
  public enum Order {
    /** {@code (batch, height, width, channels)}, as decoders return them. */
    NHWC,
    /** {@code (batch, channels, height, width)}, as networks read them. */
    NCHW
  }

  /** Returns the signature of a model that reads normalised numbers and returns logits. */
  public static OnnxSignature plain(List<Long> example, int classes) {
    return new OnnxSignature(example, Optional.empty(), false, classes, Map.of());
  }

  /** Returns the name of the input. */
  public String input() {
    return pixels.isPresent() ? "images" : "input";
  }

  /** Returns the name of the output. */
  public String output() {
    return returnsProbabilities ? "probabilities" : "logits";
  }

  /** Returns the shape of one example as the model reads it. */
  public List<Long> read() {
    boolean isLast = pixels.isPresent() && pixels.get().order() == Order.NHWC;
    return isLast ? List.of(example.get(1), example.get(2), example.get(0)) : example;
  }
}

package dev.highorder.onnxruntime;

import dev.highorder.onnx.OnnxSignature.Order;
import dev.highorder.onnx.OnnxSignature.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The levels of images, 0 to 255, of which normalised numbers were made: for models that normalise
 * themselves. Normalised numbers differ by the scale from one level to the next, so rounding finds
 * the level.
 */
final class PixelLevels {

  private final Pixels pixels;

  PixelLevels(Pixels pixels) {
    this.pixels = pixels;
  }

  /**
   * Returns the levels in the order that the model reads.
   *
   * @param normalised numbers of the shape
   * @param shape {@code (batch, channels, height, width)}
   */
  ByteBuffer of(float[] normalised, long[] shape) {
    int channels = (int) shape[1];
    int plane = (int) (shape[2] * shape[3]);
    boolean isLast = pixels.order() == Order.NHWC;
    ByteBuffer levels = ByteBuffer.allocateDirect(normalised.length).order(ByteOrder.nativeOrder());
    for (int i = 0; i < normalised.length; i++) {
      int channel = i / plane % channels;
      int image = i / plane / channels;
      int pixel = i % plane;
      int place = isLast ? (image * plane + pixel) * channels + channel : i;
      float level = (normalised[i] - pixels.shift().get(channel)) / pixels.scale().get(channel);
      levels.put(place, (byte) Math.max(0, Math.min(255, Math.round(level))));
    }
    return levels;
  }

  /** Returns the shape of the levels. */
  long[] shape(long[] shape) {
    return pixels.order() == Order.NHWC
        ? new long[] {shape[0], shape[2], shape[3], shape[1]}
        : shape;
  }
}

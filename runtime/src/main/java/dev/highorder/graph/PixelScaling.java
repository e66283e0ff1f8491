package dev.highorder.graph;

import dev.highorder.graph.Operator.Constant;
import dev.highorder.graph.Operator.Convolution;
import dev.highorder.graph.Operator.Window;
import java.util.Arrays;
import java.util.List;

/**
 * ShapeInference times a number, as a convolution of each channel with a single pixel. Engines
 * multiply by a number in the plain layout only, to and from which everything would have to be
 * copied; convolutions keep the layout of the convolutions around them.
 */
final class PixelScaling {

  private PixelScaling() {}

  /** Returns the convolution for so many channels, of such a height and width. */
  static Convolution convolution(List<Long> image) {
    int channels = Math.toIntExact(image.get(0));
    return new Convolution(Window.PIXEL, channels, channels, false, image);
  }

  /** Returns the weight with which it multiplies by a number. */
  static Node weight(List<Long> image, double factor) {
    long channels = image.get(0);
    float[] factors = new float[Math.toIntExact(channels)];
    Arrays.fill(factors, (float) factor);
    return new Node(new Constant(new Tensor(List.of(channels, 1L, 1L, 1L), factors)));
  }
}

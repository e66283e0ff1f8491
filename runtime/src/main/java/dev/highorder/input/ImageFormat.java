package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import dev.highorder.image.Normalisation;

/**
 * Images as {@code (channels, height, width)} floats.
 *
 * @param channels 3: red, green and blue
 * @param height rows, in pixels, 1 to {@value #MAX_SIDE}
 * @param width columns, in pixels, 1 to {@value #MAX_SIDE}; at most {@value #MAX_PIXELS} pixels in
 *     all
 * @param normalisation the shift and scale of the pixel values
 */
public record ImageFormat(int channels, int height, int width, Normalisation normalisation)
    implements InputFormat {

  /** The largest height and width. */
  public static final int MAX_SIDE = 1 << 14;

  /** The largest number of pixels, such as 2048 x 2048. */
  public static final int MAX_PIXELS = 1 << 22;

  static final String KIND = "image";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is missing or out of range
   */
  public ImageFormat {
    if (channels != 3) {
      throw new IllegalArgumentException("input.channels is not 3 but " + channels);
    }
    requireSide("input.height", height);
    requireSide("input.width", width);
    if ((long) height * width > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "input is %s x %s pixels, more than %s in all".formatted(height, width, MAX_PIXELS));
    }
    if (normalisation == null) {
      throw new IllegalArgumentException("input.normalisation is missing");
    }
  }

  private static void requireSide(String name, int value) {
    if (value < 1 || value > MAX_SIDE) {
      throw new IllegalArgumentException("%s is %s, not 1 to %s".formatted(name, value, MAX_SIDE));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Shape shape() {
    return new Shape(channels, height, width);
  }
}

package dev.highorder.input;

import ai.djl.ndarray.types.Shape;
import dev.highorder.image.ImageSize;
import dev.highorder.image.ImageTensors;
import dev.highorder.image.Normalisation;
import dev.highorder.image.Preparation;
import dev.highorder.image.ProbeImage;
import dev.highorder.storage.MayBeAbsent;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images as {@code (channels, height, width)} floats.
 *
 * @param channels 3: red, green and blue; or 1: grey
 * @param height rows, in pixels, 1 to {@value #MAX_SIDE}
 * @param width columns, in pixels, 1 to {@value #MAX_SIDE}; at most {@value #MAX_PIXELS} pixels in
 *     all
 * @param normalisation the shift and scale of the pixel values, of as many channels
 * @param preparation the rules by which an image of another size is brought to this one; those of
 *     earlier versions if none are given
 */
public record ImageFormat(
    int channels,
    int height,
    int width,
    Normalisation normalisation,
    @MayBeAbsent Preparation preparation)
    implements InputFormat {

  /** The largest height and width. */
  public static final int MAX_SIDE = 1 << 14;

  /** The largest number of pixels, such as 2048 x 2048. */
  public static final int MAX_PIXELS = 1 << 22;

  static final String KIND = "image";

  private static final int MAX_PROBE_VALUES = 256;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is missing or out of range
   */
  public ImageFormat {
    if (channels != 3 && channels != 1) {
      throw new IllegalArgumentException("input.channels is neither 3 nor 1 but " + channels);
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
    if (normalisation.channels() != channels) {
      throw new IllegalArgumentException(
          "input.normalisation has %s channels, but input.channels is %s"
              .formatted(normalisation.channels(), channels));
    }
    if (preparation == null) {
      preparation = Preparation.EARLIER;
    }
    preparation.requireRoomFor(new ImageSize(height, width));
  }

  /**
   * Creates a format whose images are stretched.
   *
   * @param channels 3 or 1
   * @param height rows, in pixels
   * @param width columns, in pixels
   * @param normalisation the shift and scale of the pixel values
   * @throws IllegalArgumentException if a value is missing or out of range
   */
  public ImageFormat(int channels, int height, int width, Normalisation normalisation) {
    this(channels, height, width, normalisation, Preparation.stretch());
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

  /** Returns the height and width. */
  public ImageSize size() {
    return new ImageSize(height, width);
  }

  /** Returns the conversion of images into this format. */
  public ImageTensors tensors() {
    return new ImageTensors(size(), preparation, normalisation);
  }

  @Override
  public List<Float> probe() {
    float[] tensor = tensors().ofScaled(ProbeImage.of(size()));
    int count = Math.min(tensor.length, MAX_PROBE_VALUES);
    return IntStream.range(0, count)
        .mapToObj(i -> tensor[(int) ((long) i * tensor.length / count)])
        .toList();
  }
}

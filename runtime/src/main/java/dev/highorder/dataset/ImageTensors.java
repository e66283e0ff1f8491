package dev.highorder.dataset;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * Turns an image into the numbers that a network reads, exactly as they were in training.
 *
 * <p>The result is {@code (3, height, width)} floats, planes of red, green and blue, normalised.
 * Any kind of image will do: grey values become three equal ones, transparent pixels are seen over
 * white. Instances are immutable and safe for use by several threads.
 */
public final class ImageTensors {

  private final ImageSize size;
  private final Normalisation normalisation;

  /**
   * Fixes what the network expects.
   *
   * @param height the height of its input in pixels, at least 1
   * @param width the width of its input in pixels, at least 1
   * @param normalisation the normalisation it was trained with
   * @throws IllegalArgumentException if the height or width is below 1
   */
  public ImageTensors(int height, int width, Normalisation normalisation) {
    size = new ImageSize(height, width);
    this.normalisation = Objects.requireNonNull(normalisation, "normalisation");
  }

  /** The number of floats of an image, {@code 3 * height * width}. */
  public int length() {
    return Math.toIntExact(size.bytes());
  }

  /**
   * The numbers of an image that has the right size.
   *
   * @param image an image of the network's height and width
   * @return {@code (3, height, width)} floats
   * @throws IllegalArgumentException if the image has another size
   */
  public float[] of(BufferedImage image) {
    if (image.getHeight() != size.height() || image.getWidth() != size.width()) {
      throw new IllegalArgumentException(
          String.format(
              "an image of %s, but the network reads %s: scale it, or ask for scaling",
              new ImageSize(image.getHeight(), image.getWidth()), size));
    }
    return normalised(RgbPixels.of(image));
  }

  /**
   * The numbers of an image of any size, which is scaled if need be: bilinearly, without keeping
   * the aspect ratio.
   *
   * @param image any image
   * @return {@code (3, height, width)} floats
   */
  public float[] ofScaled(BufferedImage image) {
    return normalised(RgbPixels.of(image, size));
  }

  private float[] normalised(byte[] pixels) {
    float[] tensor = new float[pixels.length];
    normalisation.apply(pixels, tensor, 0);
    return tensor;
  }
}

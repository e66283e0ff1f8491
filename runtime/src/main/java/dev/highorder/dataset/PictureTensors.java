package dev.highorder.dataset;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * Turns a picture into the numbers that a network reads, exactly as they were in training.
 *
 * <p>The result is {@code (3, height, width)} floats, planes of red, green and blue, normalised.
 * Any kind of picture will do: grey values become three equal ones, transparent pixels are seen
 * over white. Instances are immutable and safe for use by several threads.
 */
public final class PictureTensors {

  private final PictureSize size;
  private final Normalisation normalisation;

  /**
   * Fixes what the network expects.
   *
   * @param height the height of its input in pixels, at least 1
   * @param width the width of its input in pixels, at least 1
   * @param normalisation the normalisation it was trained with
   * @throws IllegalArgumentException if the height or width is below 1
   */
  public PictureTensors(int height, int width, Normalisation normalisation) {
    size = new PictureSize(height, width);
    this.normalisation = Objects.requireNonNull(normalisation, "normalisation");
  }

  /** The number of floats of a picture, {@code 3 * height * width}. */
  public int length() {
    return Math.toIntExact(size.bytes());
  }

  /**
   * The numbers of a picture that has the right size.
   *
   * @param picture a picture of the network's height and width
   * @return {@code (3, height, width)} floats
   * @throws IllegalArgumentException if the picture has another size
   */
  public float[] of(BufferedImage picture) {
    if (picture.getHeight() != size.height() || picture.getWidth() != size.width()) {
      throw new IllegalArgumentException(
          String.format(
              "a picture of %s, but the network reads %s: scale it, or ask for scaling",
              new PictureSize(picture.getHeight(), picture.getWidth()), size));
    }
    return normalised(RgbPixels.of(picture));
  }

  /**
   * The numbers of a picture of any size, which is scaled if need be: bilinearly, without keeping
   * the aspect ratio.
   *
   * @param picture any picture
   * @return {@code (3, height, width)} floats
   */
  public float[] ofScaled(BufferedImage picture) {
    return normalised(RgbPixels.of(picture, size));
  }

  private float[] normalised(byte[] pixels) {
    float[] tensor = new float[pixels.length];
    normalisation.apply(pixels, tensor, 0);
    return tensor;
  }
}

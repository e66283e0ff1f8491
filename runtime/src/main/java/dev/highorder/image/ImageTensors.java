package dev.highorder.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The conversion of an image into the numbers that a network reads, the same as in training.
 *
 * <p>The result is {@code (channels, height, width)} floats: normalised planes of red, green and
 * blue, or one of grey. Any type of image is accepted, see {@link RgbImage#of}; for one channel it
 * is {@linkplain RgbImage#grey converted to grey} before it is scaled. Instances are immutable and
 * safe for use by several threads.
 */
public final class ImageTensors {

  private final ImageSize size;
  private final Preparation preparation;
  private final Normalisation normalisation;

  /**
   * Creates a conversion that stretches images.
   *
   * @param height the height of the network's input in pixels, at least 1
   * @param width the width of the network's input in pixels, at least 1
   * @param normalisation the normalisation it was trained with
   * @throws IllegalArgumentException if the height or width is below 1
   */
  public ImageTensors(int height, int width, Normalisation normalisation) {
    this(new ImageSize(height, width), Preparation.stretch(), normalisation);
  }

  /**
   * Creates a conversion.
   *
   * @param size the height and width of the network's input
   * @param preparation the rules by which images are brought to that size
   * @param normalisation the normalisation it was trained with, whose channels it has
   * @throws IllegalArgumentException if the preparation does not fit the size
   */
  public ImageTensors(ImageSize size, Preparation preparation, Normalisation normalisation) {
    this.size = Objects.requireNonNull(size, "size");
    this.preparation = Objects.requireNonNull(preparation, "preparation");
    this.normalisation = Objects.requireNonNull(normalisation, "normalisation");
    preparation.requireRoomFor(size);
  }

  /** Returns the number of floats of an image, {@code channels * height * width}. */
  public int length() {
    return normalisation.channels() * size.pixels();
  }

  /**
   * Converts an image that has the network's size.
   *
   * @param image an image of the network's height and width
   * @return {@code (channels, height, width)} floats
   * @throws IllegalArgumentException if the image has another size
   */
  public float[] of(BufferedImage image) {
    if (image.getHeight() != size.height() || image.getWidth() != size.width()) {
      throw new IllegalArgumentException(
          "The image has %s pixels, but the network reads %s. Scale it first, or call ofScaled."
              .formatted(new ImageSize(image.getHeight(), image.getWidth()), size));
    }
    return normalised(colours(image));
  }

  /**
   * Converts an image of any size, which is brought to the network's size by the preparation.
   *
   * @param image any image
   * @return {@code (channels, height, width)} floats
   */
  public float[] ofScaled(BufferedImage image) {
    return normalised(preparation.apply(colours(image), size));
  }

  private RgbImage colours(BufferedImage image) {
    RgbImage colours = RgbImage.of(image);
    return normalisation.channels() == 1 ? colours.grey() : colours;
  }

  /**
   * Reads an image file of any size and converts it as {@link #ofScaled}.
   *
   * @param file the file to read
   * @return {@code (3, height, width)} floats
   * @throws BadImageException as {@link ImageFile#read(Path)}
   */
  public float[] ofFile(Path file) throws BadImageException {
    return ImageFile.read(file, Optional.empty(), this::ofScaled);
  }

  /**
   * Converts the contents of an image file of any size as {@link #ofScaled}.
   *
   * @param file the contents of the file
   * @param name what to call the image in messages
   * @return {@code (3, height, width)} floats
   * @throws BadImageException as {@link ImageFile#read(byte[], String)}
   */
  public float[] ofFile(byte[] file, String name) throws BadImageException {
    return new ImageDecoder(name, Optional.empty()).decode(file, this::ofScaled);
  }

  private float[] normalised(RgbImage image) {
    float[] tensor = new float[length()];
    normalisation.apply(image, tensor, 0);
    return tensor;
  }
}

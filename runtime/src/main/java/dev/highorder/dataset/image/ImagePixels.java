package dev.highorder.dataset.image;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Optional;

/** The pixels of a set of equally sized images, wherever they are. */
interface ImagePixels {

  /** Returns the number of images. */
  int count();

  /** Returns the height and width of every image. */
  ImageSize size();

  /**
   * Returns an image, whose pixels must not be changed.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws dev.highorder.dataset.UnreadableExampleException if it has to be read and cannot be
   */
  RgbImage get(int index);

  /** Returns some of the images, in another order. */
  ImagePixels select(int... chosen);

  /** Returns what was measured on all images when they were read; empty if it is to be computed. */
  Optional<ImageMeasurements> measured();
}

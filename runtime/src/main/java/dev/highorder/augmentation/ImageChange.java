package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Random;

/** A change of images that draws random numbers. */
@FunctionalInterface
interface ImageChange {

  /**
   * Changes an image.
   *
   * @param image the image, which is not changed
   * @param fill the red, green and blue level, 0 to 255, of places that the image does not cover
   * @param random the source of random numbers; their count and order are the same for all images
   * @return an image of the same size; the given one if nothing changes
   */
  RgbImage apply(RgbImage image, int[] fill, Random random);
}

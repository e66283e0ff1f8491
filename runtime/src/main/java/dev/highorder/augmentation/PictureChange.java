package dev.highorder.augmentation;

import java.util.Random;

/** A change of pictures that draws random numbers. */
@FunctionalInterface
interface PictureChange {

  /**
   * Changes a picture.
   *
   * @param picture the picture, which stays as it is
   * @param fill the red, green and blue level, 0 to 255, of places that the picture does not cover
   * @param random what is drawn from; how often, and in which order, is the same for all pictures
   * @return a picture of the same size; the given one if nothing changes
   */
  Picture apply(Picture picture, int[] fill, Random random);
}

package dev.highorder.dataset.image;

import dev.highorder.image.RgbImage;
import java.io.IOException;

/** A way to get an image of a set again whenever it is needed, from any number of threads. */
@FunctionalInterface
public interface ImageReader {

  /**
   * Reads an image, which is the same each time.
   *
   * @param number the number that the image was measured under
   * @throws IOException if it cannot be read any more, or has changed; the message names it
   */
  RgbImage read(int number) throws IOException;
}

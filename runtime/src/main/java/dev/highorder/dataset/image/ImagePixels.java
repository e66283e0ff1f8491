package dev.highorder.dataset.image;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Optional;

/** The pixels of a set of images for one network, wherever they are. */
abstract class ImagePixels {

  /** Returns the number of images. */
  abstract int count();

  /** Returns what the images were brought to. */
  abstract ImageTarget target();

  /** Returns the height and width that the network reads. */
  ImageSize size() {
    return target().size();
  }

  /** Returns 3, or 1 for grey. */
  int channels() {
    return target().channels();
  }

  /**
   * Returns an image as it is kept: scaled, but not cut. Its pixels must not be changed. Grey ones
   * have three equal planes.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws dev.highorder.dataset.UnreadableExampleException if it has to be read and cannot be
   */
  abstract RgbImage whole(int index);

  /** Returns an image as the network reads it; its pixels must not be changed. */
  RgbImage cut(int index) {
    return target().cut(whole(index));
  }

  /** Returns some of the images, in another order. */
  abstract ImagePixels select(int... chosen);

  /** Returns the same images in grey. */
  abstract ImagePixels grey();

  /** Returns what was measured on all images when they were read; empty if it is to be computed. */
  abstract Optional<ImageMeasurements> measured();
}

package dev.highorder.augmentation;

import dev.highorder.image.ImageSize;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import java.util.Random;

/**
 * A random window of random area and aspect ratio, scaled to a size: torchvision's
 * RandomResizedCrop, with bilinear interpolation and antialiasing.
 *
 * <p>Up to ten windows are tried until one fits into the image; if none does, it is the largest in
 * the middle whose aspect ratio is allowed.
 *
 * @param minPercent the smallest area of a window, in percent of the image's
 */
record RandomResizedCrop(int minPercent) implements ImageChange {

  private static final int ATTEMPTS = 10;
  private static final double MIN_RATIO = 3 / 4.0;
  private static final double MAX_RATIO = 4 / 3.0;

  /** A window by its first row and column, and its size. */
  record Window(int top, int left, ImageSize size) {}

  @Override
  public RgbImage apply(RgbImage image, int[] fill, Random random) {
    return apply(image, image.size(), random);
  }

  /** Returns a random window, scaled to a size. */
  RgbImage apply(RgbImage image, ImageSize size, Random random) {
    Window window = window(image.size(), random);
    return Preparation.stretch()
        .apply(image.window(window.top(), window.left(), window.size()), size);
  }

  /** Draws the same number of values for all images, whichever attempt succeeds. */
  Window window(ImageSize image, Random random) {
    ImageSize found = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      double share = minPercent / 100.0 + (1 - minPercent / 100.0) * random.nextDouble();
      double ratio = ratio(random.nextDouble());
      if (found == null) {
        found = fitting(image, share, ratio);
      }
    }
    double down = random.nextDouble();
    double right = random.nextDouble();
    if (found == null) {
      ImageSize middle = largest(image);
      return new Window(
          (image.height() - middle.height()) / 2, (image.width() - middle.width()) / 2, middle);
    }
    return new Window(
        (int) (down * (image.height() - found.height() + 1)),
        (int) (right * (image.width() - found.width() + 1)),
        found);
  }

  /** Narrow and wide windows are equally likely. */
  private static double ratio(double share) {
    double low = StrictMath.log(MIN_RATIO);
    return StrictMath.exp(low + (StrictMath.log(MAX_RATIO) - low) * share);
  }

  private static ImageSize fitting(ImageSize image, double share, double ratio) {
    double area = share * image.height() * image.width();
    int width = (int) Math.rint(Math.sqrt(area * ratio));
    int height = (int) Math.rint(Math.sqrt(area / ratio));
    boolean fits = width >= 1 && width <= image.width() && height >= 1 && height <= image.height();
    return fits ? new ImageSize(height, width) : null;
  }

  private static ImageSize largest(ImageSize image) {
    double ratio = (double) image.width() / image.height();
    if (ratio < MIN_RATIO) {
      return new ImageSize((int) Math.rint(image.width() / MIN_RATIO), image.width());
    }
    return ratio > MAX_RATIO
        ? new ImageSize(image.height(), (int) Math.rint(image.height() * MAX_RATIO))
        : image;
  }
}

package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;

/**
 * The magnitudes of each operation, from the weakest to the strongest.
 *
 * <p>The ends are those of the AutoAugment paper but for solarization, which begins at 255 instead
 * of 256; ends and spacing are those of torchvision. The code that was released for CIFAR-10 has
 * others: {@link ReleasedOperation}.
 *
 * @param steps the number of magnitudes, both ends included
 */
record MagnitudeScale(int steps) {

  /** The scale of AutoAugment's policies, of magnitudes 0 to 9. */
  static final MagnitudeScale AUTO_AUGMENT = new MagnitudeScale(10);

  /** RandAugment's scale, of magnitudes 0 to 30. */
  static final MagnitudeScale RAND_AUGMENT = new MagnitudeScale(31);

  private static final double MAX_SHEAR = 0.3;

  /** The paper translated ImageNet's images of 331 pixels by up to 150. */
  private static final double MAX_TRANSLATION = 150.0 / 331.0;

  private static final double MAX_DEGREES = 30;
  private static final double MAX_ENHANCEMENT = 0.9;
  private static final int MAX_DROPPED_BITS = 4;

  /**
   * Returns the magnitude of an operation at a step, not negative, in the units of {@link
   * ImageOperation#apply}.
   *
   * @param operation the operation
   * @param step 0 for the weakest, {@code steps - 1} for the strongest
   * @param image the image, on whose size translations depend
   * @return the magnitude; 0 if the operation has none
   */
  double of(ImageOperation operation, int step, RgbImage image) {
    return switch (operation) {
      case SHEAR_X, SHEAR_Y -> between(0, MAX_SHEAR, step);
      case TRANSLATE_X -> between(0, MAX_TRANSLATION * image.width(), step);
      case TRANSLATE_Y -> between(0, MAX_TRANSLATION * image.height(), step);
      case ROTATE -> between(0, MAX_DEGREES, step);
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> between(0, MAX_ENHANCEMENT, step);
      case POSTERIZE -> 8 - Math.rint(step / ((steps - 1) / (double) MAX_DROPPED_BITS));
      case SOLARIZE -> between(255, 0, step);
      case IDENTITY, AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
    };
  }

  /**
   * Interpolates in single precision and from the nearer end, as PyTorch's {@code linspace} does.
   * Its vectorised code rounds a few of RandAugment's steps differently, by one unit in the last
   * place.
   */
  private float between(double first, double last, int step) {
    float from = (float) first;
    float to = (float) last;
    float width = (to - from) / (steps - 1);
    return step < steps / 2 ? from + width * step : to - width * (steps - 1 - step);
  }
}

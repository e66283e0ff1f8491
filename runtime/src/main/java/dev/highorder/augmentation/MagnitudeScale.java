package dev.highorder.augmentation;

/**
 * The steps from the weakest to the strongest form of each operation.
 *
 * <p>The ends are those of torchvision, which took them from the AutoAugment paper and its code.
 *
 * @param steps the number of magnitudes, both ends included
 */
record MagnitudeScale(int steps) {

  /** The scale by which AutoAugment's policies were found. */
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
   * The magnitude that an operation has at a step, not negative, in the units of {@link
   * ImageOperation#apply}.
   *
   * @param operation the operation
   * @param step 0 for the weakest, {@code steps - 1} for the strongest
   * @param image what it is meant for: translations depend on its size
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
   * In single precision and from the nearer end, as PyTorch spaces numbers. Where its vectorised
   * code rounds otherwise, which few of RandAugment's steps show, it is by one unit in the last
   * place.
   */
  private float between(double first, double last, int step) {
    float from = (float) first;
    float to = (float) last;
    float width = (to - from) / (steps - 1);
    return step < steps / 2 ? from + width * step : to - width * (steps - 1 - step);
  }
}

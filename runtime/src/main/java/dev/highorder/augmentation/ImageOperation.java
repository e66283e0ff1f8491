package dev.highorder.augmentation;

/**
 * An operation that augmentation policies are made of, as Pillow computes it.
 *
 * <p>Those that are signed work in either direction, and a policy draws the sign.
 */
enum ImageOperation {
  IDENTITY(false),
  SHEAR_X(true),
  SHEAR_Y(true),
  TRANSLATE_X(true),
  TRANSLATE_Y(true),
  ROTATE(true),
  BRIGHTNESS(true),
  COLOR(true),
  CONTRAST(true),
  SHARPNESS(true),
  POSTERIZE(false),
  SOLARIZE(false),
  AUTO_CONTRAST(false),
  EQUALIZE(false),
  INVERT(false);

  private final boolean signed;

  ImageOperation(boolean signed) {
    this.signed = signed;
  }

  /** Whether a negative magnitude means something too. */
  boolean isSigned() {
    return signed;
  }

  /**
   * Performs the operation.
   *
   * @param image the image, which stays as it is
   * @param magnitude the slope of a shear; the pixels of a translation, whose fraction is dropped;
   *     the degrees, counter-clockwise, of a rotation; what is added to the factor 1 of an
   *     enhancement; the bits that posterization keeps; the threshold of solarization; of no
   *     meaning to the others
   * @param fill the red, green and blue level of what the image does not cover any more
   */
  RgbImage apply(RgbImage image, double magnitude, int[] fill) {
    return switch (this) {
      case IDENTITY -> image;
      case SHEAR_X -> NearestAffine.shearX(magnitude).apply(image, fill);
      case SHEAR_Y -> NearestAffine.shearY(magnitude).apply(image, fill);
      case TRANSLATE_X -> NearestAffine.translate((int) magnitude, 0).apply(image, fill);
      case TRANSLATE_Y -> NearestAffine.translate(0, (int) magnitude).apply(image, fill);
      case ROTATE ->
          NearestAffine.rotate(magnitude, image.height(), image.width()).apply(image, fill);
      case BRIGHTNESS -> Enhancement.brightness(image, (float) (1 + magnitude));
      case COLOR -> Enhancement.color(image, (float) (1 + magnitude));
      case CONTRAST -> Enhancement.contrast(image, (float) (1 + magnitude));
      case SHARPNESS -> Enhancement.sharpness(image, (float) (1 + magnitude));
      case POSTERIZE -> LevelTable.posterize((int) magnitude).apply(image);
      case SOLARIZE -> LevelTable.solarize(magnitude).apply(image);
      case AUTO_CONTRAST -> ChannelHistogram.autoContrast(image);
      case EQUALIZE -> ChannelHistogram.equalize(image);
      case INVERT -> LevelTable.invert().apply(image);
    };
  }
}

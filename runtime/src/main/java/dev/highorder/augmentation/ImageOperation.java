package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;

/**
 * An operation of augmentation policies, with the arithmetic of Pillow.
 *
 * <p>Signed operations work in either direction, and a policy draws the sign.
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

  /** Returns whether negative magnitudes have a meaning. */
  boolean isSigned() {
    return signed;
  }

  /**
   * Performs the operation.
   *
   * @param image the image, which is not changed
   * @param magnitude the slope of a shear; the pixels of a translation, whose fraction is dropped;
   *     the degrees, counter-clockwise, of a rotation; the difference of the factor of an
   *     enhancement from 1; the bits that posterization keeps; the threshold of solarization;
   *     ignored by the others
   * @param fill the red, green and blue level of places that the image does not cover any more
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

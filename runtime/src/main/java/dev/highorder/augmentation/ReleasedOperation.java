package dev.highorder.augmentation;

/**
 * An operation of AutoAugment's policy as its authors released it, with the magnitudes of that
 * code. They are made for images of 32x32 pixels.
 *
 * <p>Of the paper's magnitudes ({@link MagnitudeScale}) they differ in that level 10 would be the
 * strongest, and not 9; in that translations are whole pixels, at most 9; in that posterization
 * keeps at most 4 bits; and in that enhancements are not signed: low levels weaken, high ones
 * strengthen.
 */
enum ReleasedOperation {
  SHEAR_X(true),
  SHEAR_Y(true),
  TRANSLATE_X(true),
  TRANSLATE_Y(true),
  ROTATE(true),
  BRIGHTNESS(false),
  COLOR(false),
  CONTRAST(false),
  SHARPNESS(false),
  POSTERIZE(false),
  SOLARIZE(false),
  AUTO_CONTRAST(false),
  EQUALIZE(false),
  INVERT(false),
  CUTOUT(false);

  /** The level of the largest magnitude, which the policy does not reach. */
  private static final int MAX_LEVEL = 10;

  private final boolean signed;

  ReleasedOperation(boolean signed) {
    this.signed = signed;
  }

  /** Returns whether the sign of the magnitude is drawn. */
  boolean isSigned() {
    return signed;
  }

  /**
   * Returns the magnitude of a level: the slope of a shear, the pixels of a translation, the
   * degrees of a rotation, the factor of an enhancement, the bits that posterization keeps, the
   * threshold of solarization, the side of a cutout; 0 for the others.
   *
   * @param level 0 to 9
   */
  double magnitude(int level) {
    return switch (this) {
      case SHEAR_X, SHEAR_Y -> level * 0.3 / MAX_LEVEL;
      case TRANSLATE_X, TRANSLATE_Y -> whole(level, 10);
      case ROTATE -> whole(level, 30);
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> level * 1.8 / MAX_LEVEL + 0.1;
      case POSTERIZE -> 4 - whole(level, 4);
      case SOLARIZE -> 256 - whole(level, 256);
      case CUTOUT -> whole(level, 20);
      case AUTO_CONTRAST, EQUALIZE, INVERT -> 0;
    };
  }

  private static int whole(int level, int max) {
    return level * max / MAX_LEVEL;
  }

  /**
   * Performs the operation. Moves and cutouts leave transparent places; histograms and tables of
   * levels see these as black, and make them opaque.
   *
   * @param image the image, which is not changed
   * @param magnitude a {@link #magnitude}, or its negative if the operation is signed; a positive
   *     translation is to the left or up
   * @param place the middle of a cutout
   * @param fill the colour of a cutout if it is made opaque later
   */
  TransparentImage apply(TransparentImage image, double magnitude, Pixel place, int[] fill) {
    int whole = (int) magnitude;
    float factor = (float) magnitude;
    return switch (this) {
      case SHEAR_X -> image.moved(NearestAffine.shearX(magnitude));
      case SHEAR_Y -> image.moved(NearestAffine.shearY(magnitude));
      case TRANSLATE_X -> image.moved(NearestAffine.translate(-whole, 0));
      case TRANSLATE_Y -> image.moved(NearestAffine.translate(0, -whole));
      case ROTATE -> image.moved(NearestAffine.rotate(whole, image.height(), image.width()));
      case BRIGHTNESS -> image.changed(rgb -> Enhancement.brightness(rgb, factor));
      case COLOR -> image.changed(rgb -> Enhancement.color(rgb, factor));
      case CONTRAST -> image.changed(rgb -> Enhancement.contrast(rgb, factor));
      case SHARPNESS -> image.changed(rgb -> Enhancement.sharpness(rgb, factor));
      case POSTERIZE -> image.changedOpaque(LevelTable.posterize(whole)::apply);
      case SOLARIZE -> image.changedOpaque(LevelTable.solarize(magnitude)::apply);
      case AUTO_CONTRAST -> image.changedOpaque(ChannelHistogram::autoContrast);
      case EQUALIZE -> image.changedOpaque(ChannelHistogram::equalize);
      case INVERT -> image.changedOpaque(LevelTable.invert()::apply);
      case CUTOUT -> image.cut(new Cutout(whole), place, fill);
    };
  }

  /** A pixel of an image, by its row and column from 0. */
  record Pixel(int row, int column) {}
}

package dev.highorder.image;

/**
 * The rules by which an image of any size becomes one of the size that a network reads. They are
 * stored with a classifier, so that it prepares images as its training did.
 *
 * <p>The numbers are those of torchvision 0.14 on PIL images (and Pillow's {@code ImageOps.pad} for
 * {@link Resize#FIT}), byte for byte.
 *
 * @param resize how the size is changed
 * @param shortSide the length that {@link Resize#CROP} scales the short side to, in pixels; 0 for
 *     the others
 * @param interpolation how scaled pixels are computed
 * @param background the colour behind transparent pixels, and next to fitted images
 */
public record Preparation(
    Resize resize, int shortSide, Interpolation interpolation, Background background) {

  /** The preparation of classifiers whose manifests have none. */
  public static final Preparation EARLIER =
      new Preparation(Resize.STRETCH, 0, Interpolation.BILINEAR_ROUNDED_ONCE, Background.WHITE);

  /** The largest length that a short side is scaled to. */
  public static final int MAX_SHORT_SIDE = 1 << 14;

  /** A panorama keeps at most this many times its short side, and a strip of it is not kept. */
  private static final int MAX_ASPECT = 4;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is missing or out of range, or they do not fit each
   *     other
   */
  public Preparation {
    if (resize == null || interpolation == null || background == null) {
      throw new IllegalArgumentException("input.preparation is incomplete");
    }
    if (resize == Resize.CROP ? shortSide < 1 || shortSide > MAX_SHORT_SIDE : shortSide != 0) {
      throw new IllegalArgumentException(
          "input.preparation.shortSide is %s. With CROP it is 1 to %s, else 0."
              .formatted(shortSide, MAX_SHORT_SIDE));
    }
    if (interpolation == Interpolation.BILINEAR_ROUNDED_ONCE && resize != Resize.STRETCH) {
      throw new IllegalArgumentException("input.preparation.interpolation only goes with STRETCH");
    }
  }

  /** Returns the preparation that scales both sides without keeping the aspect ratio. */
  public static Preparation stretch() {
    return new Preparation(Resize.STRETCH, 0, Interpolation.BILINEAR, Background.WHITE);
  }

  /** Returns the preparation that scales the whole image and fills the rest with white. */
  public static Preparation fit() {
    return new Preparation(Resize.FIT, 0, Interpolation.BILINEAR, Background.WHITE);
  }

  /**
   * Returns the preparation that scales the short side and cuts out the centre, as torchvision's
   * {@code Resize(shortSide)} and {@code CenterCrop} do.
   *
   * @param shortSide the length of the short side before the cut, in pixels
   * @throws IllegalArgumentException if it is not 1 to {@value #MAX_SHORT_SIDE}
   */
  public static Preparation crop(int shortSide) {
    return new Preparation(Resize.CROP, shortSide, Interpolation.BILINEAR, Background.WHITE);
  }

  /**
   * Checks that the size that a network reads can be cut out.
   *
   * @param size the height and width that the network reads
   * @throws IllegalArgumentException if the short side is shorter
   */
  public void requireRoomFor(ImageSize size) {
    if (resize == Resize.CROP && shortSide < Math.max(size.height(), size.width())) {
      throw new IllegalArgumentException(
          "%s pixels cannot be cut out of an image whose short side has %s. Scale the short side to at least %s."
              .formatted(size, shortSide, Math.max(size.height(), size.width())));
    }
  }

  /**
   * Returns an image as a network reads it.
   *
   * @param image any image
   * @param size the height and width that the network reads
   * @return an image of that size; the given one if nothing changes
   */
  public RgbImage apply(RgbImage image, ImageSize size) {
    return switch (resize) {
      case STRETCH -> stretched(image, size);
      case FIT -> fitted(image, size);
      case CROP -> centre(image, scaledSize(image.size()), size);
    };
  }

  /**
   * Returns an image as it is kept for training: scaled, but not cut yet, so that random windows
   * can be taken from all of it. {@link #cut} does the rest of {@link #apply}.
   *
   * @param image any image
   * @param size the height and width that the network reads
   * @return an image of that size; with {@link Resize#CROP}, one whose short side has the length
   *     {@link #shortSide()}, and whose long side at most four times that
   */
  public RgbImage scale(RgbImage image, ImageSize size) {
    if (resize != Resize.CROP) {
      return apply(image, size);
    }
    ImageSize scaled = scaledSize(image.size());
    int longest = MAX_ASPECT * shortSide;
    ImageSize kept =
        new ImageSize(Math.min(scaled.height(), longest), Math.min(scaled.width(), longest));
    // What cut finds in the middle of this part is in the middle of the whole.
    int top = offset(scaled.height(), size.height()) - offset(kept.height(), size.height());
    int left = offset(scaled.width(), size.width()) - offset(kept.width(), size.width());
    return BilinearScaling.scale(image, scaled, top, left, kept);
  }

  /**
   * Cuts the centre out of an image that {@link #scale} returned.
   *
   * @param scaled the scaled image
   * @param size the height and width that the network reads
   * @return an image of that size; the given one if nothing changes
   */
  public RgbImage cut(RgbImage scaled, ImageSize size) {
    ImageSize from = scaled.size();
    return from.equals(size)
        ? scaled
        : scaled.window(
            offset(from.height(), size.height()), offset(from.width(), size.width()), size);
  }

  private RgbImage stretched(RgbImage image, ImageSize size) {
    return interpolation == Interpolation.BILINEAR
        ? BilinearScaling.scale(image, size)
        : EarlierScaling.scale(image, size);
  }

  private RgbImage fitted(RgbImage image, ImageSize size) {
    // Quotients before products, as in Pillow, which decides how halves are rounded.
    double ratio = (double) image.width() / image.height();
    double wanted = (double) size.width() / size.height();
    int height = size.height();
    int width = size.width();
    if (ratio > wanted) {
      height = rounded((double) image.height() / image.width() * size.width());
    } else if (ratio < wanted) {
      width = rounded(ratio * size.height());
    }
    RgbImage scaled = BilinearScaling.scale(image, new ImageSize(height, width));
    return scaled.onCanvas(
        offset(size.height(), height), offset(size.width(), width), size, background.level());
  }

  private RgbImage centre(RgbImage image, ImageSize scaled, ImageSize size) {
    return BilinearScaling.scale(
        image,
        scaled,
        offset(scaled.height(), size.height()),
        offset(scaled.width(), size.width()),
        size);
  }

  private ImageSize scaledSize(ImageSize from) {
    int shorter = Math.min(from.height(), from.width());
    int longer = Math.max(from.height(), from.width());
    int scaled = (int) ((double) ((long) shortSide * longer) / shorter);
    return from.width() <= from.height()
        ? new ImageSize(scaled, shortSide)
        : new ImageSize(shortSide, scaled);
  }

  /** Half the difference; halves are rounded to the even number, as Python does. */
  private static int offset(int outer, int inner) {
    return (int) Math.rint((outer - inner) / 2.0);
  }

  /** An image that is fitted keeps at least one row and column. */
  private static int rounded(double length) {
    return Math.max(1, (int) Math.rint(length));
  }
}

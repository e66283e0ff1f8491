package dev.highorder.augmentation;

import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * An image some of whose pixels are transparent, as in Pillow's mode RGBA. A transparent pixel has
 * a colour all the same: black if nothing gave it another.
 */
final class TransparentImage {

  private static final int[] BLACK = new int[RgbImage.CHANNELS];

  private final RgbImage colours;

  /** White where the image is opaque, black elsewhere; null if it is opaque everywhere. */
  private final RgbImage cover;

  private TransparentImage(RgbImage colours, RgbImage cover) {
    this.colours = colours;
    this.cover = cover;
  }

  /** Returns an image without transparent pixels. */
  static TransparentImage opaque(RgbImage image) {
    return new TransparentImage(image, null);
  }

  int height() {
    return colours.height();
  }

  int width() {
    return colours.width();
  }

  private RgbImage coverOrWhite() {
    if (cover != null) {
      return cover;
    }
    byte[] white = new byte[colours.pixels().length];
    Arrays.fill(white, (byte) 255);
    return colours.with(white);
  }

  /** Moves the pixels; places that the image is moved away from are transparent and black. */
  TransparentImage moved(NearestAffine map) {
    return new TransparentImage(map.apply(colours, BLACK), map.apply(coverOrWhite(), BLACK));
  }

  /** Makes a square transparent, and gives it a colour. */
  TransparentImage cut(Cutout cutout, ReleasedOperation.Pixel middle, int[] colour) {
    return new TransparentImage(
        cutout.around(colours, middle.row(), middle.column(), colour),
        cutout.around(coverOrWhite(), middle.row(), middle.column(), BLACK));
  }

  /** Changes the colours, also those of transparent pixels, which stay transparent. */
  TransparentImage changed(UnaryOperator<RgbImage> change) {
    return new TransparentImage(change.apply(colours), cover);
  }

  /** Makes all pixels opaque and changes their colours. */
  TransparentImage changedOpaque(UnaryOperator<RgbImage> change) {
    return opaque(change.apply(colours));
  }

  /** Returns the image, its transparent pixels in a colour. */
  RgbImage filled(int[] fill) {
    if (cover == null) {
      return colours;
    }
    byte[] target = colours.pixels().clone();
    byte[] opaque = cover.pixels();
    int plane = colours.plane();
    for (int i = 0; i < target.length; i++) {
      if (opaque[i] == 0) {
        target[i] = (byte) fill[i / plane];
      }
    }
    return colours.with(target);
  }
}

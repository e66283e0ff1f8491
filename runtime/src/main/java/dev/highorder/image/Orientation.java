package dev.highorder.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * The way in which a stored image is mirrored and turned for viewing; the constants are in the
 * order of EXIF's values 1 to 8.
 *
 * <p>A camera stores pixels as its sensor sees them, and how it was held as a number. Viewers apply
 * the number, so a network must be given what they show.
 */
enum Orientation {
  /** 1: the image is shown as it is stored. */
  UPRIGHT(false, false, false),
  /** 2: left and right are exchanged. */
  MIRRORED(false, true, false),
  /** 3: turned by 180 degrees. */
  TURNED_HALF(false, true, true),
  /** 4: top and bottom are exchanged. */
  FLIPPED(false, false, true),
  /** 5: rows and columns are exchanged. */
  TRANSPOSED(true, false, false),
  /** 6: turned clockwise by 90 degrees. */
  TURNED_CLOCKWISE(true, false, true),
  /** 7: rows and columns are exchanged, then the image is turned by 180 degrees. */
  TRANSVERSED(true, true, true),
  /** 8: turned counterclockwise by 90 degrees. */
  TURNED_COUNTERCLOCKWISE(true, true, false);

  private final boolean swapsAxes;
  private final boolean reversesColumns;
  private final boolean reversesRows;

  /** Reversal refers to the axes of the stored image; the axes are exchanged after it. */
  Orientation(boolean swapsAxes, boolean reversesColumns, boolean reversesRows) {
    this.swapsAxes = swapsAxes;
    this.reversesColumns = reversesColumns;
    this.reversesRows = reversesRows;
  }

  /** Returns the orientation of EXIF's value 1 to 8; upright for any other, as viewers do. */
  static Orientation ofExif(int value) {
    return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
  }

  /** Returns the size that an image of a stored size is shown in. */
  ImageSize shown(ImageSize stored) {
    return swapsAxes
        ? new ImageSize(/* height= */ stored.width(), /* width= */ stored.height())
        : stored;
  }

  /**
   * Returns an image as it is shown.
   *
   * @param stored the image as it is stored
   * @return an image of the same type; the image itself if it is upright
   */
  BufferedImage show(BufferedImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    Raster from = stored.getRaster();
    int width = stored.getWidth();
    int height = stored.getHeight();
    WritableRaster to =
        swapsAxes
            ? from.createCompatibleWritableRaster(height, width)
            : from.createCompatibleWritableRaster(width, height);
    Object row = from.getDataElements(0, 0, width, 1, null);
    Object reversed = reversesColumns ? from.getDataElements(0, 0, width, 1, null) : row;
    for (int y = 0; y < height; y++) {
      from.getDataElements(0, y, width, 1, row);
      if (reversesColumns) {
        reverse(row, reversed, width, from.getNumDataElements());
      }
      int target = reversesRows ? height - 1 - y : y;
      if (swapsAxes) {
        to.setDataElements(target, 0, 1, width, reversed);
      } else {
        to.setDataElements(0, target, width, 1, reversed);
      }
    }
    return new BufferedImage(stored.getColorModel(), to, stored.isAlphaPremultiplied(), null);
  }

  /** Copies pixels of some elements each in reverse order; the arrays have any primitive type. */
  private static void reverse(Object pixels, Object reversed, int count, int elements) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(pixels, i * elements, reversed, (count - 1 - i) * elements, elements);
    }
  }
}

package dev.highorder.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * The conversion of the four inks of a printer (CMYK) into red, green and blue.
 *
 * <p>With a colour profile it is the profile's. Without one, or with one that is damaged or of
 * other inks, it is the plain formula: red is what cyan and black leave of white, {@code (255 - c)
 * * (255 - k) / 255}, and so on. Java's own conversion of CMYK is not used, since it takes the
 * result for linear light and brightens it.
 */
final class Inks {

  /** The number of inks: cyan, magenta, yellow and black. */
  static final int COUNT = 4;

  private static final int FULL = 255;

  /** A source of rows of pixels. */
  interface Rows {
    /** Writes a row as four levels for each pixel, from 0, which is no ink, to 255. */
    void read(int y, int[] row);
  }

  private final Rows rows;
  private final ImageSize size;

  Inks(Rows rows, ImageSize size) {
    this.rows = rows;
    this.size = size;
  }

  /** Returns a profile of these inks, none if it is damaged or of something else. */
  static Optional<ICC_Profile> profile(byte[] bytes) {
    try {
      ICC_Profile found = ICC_Profile.getInstance(bytes);
      return found.getColorSpaceType() == ColorSpace.TYPE_CMYK
          ? Optional.of(found)
          : Optional.empty();
    } catch (RuntimeException e) {
      // Missing or damaged.
      return Optional.empty();
    }
  }

  /**
   * Converts an image whose levels are inks; any other is returned as it is.
   *
   * @param profile the bytes of a colour profile; may be empty
   */
  static BufferedImage toRgb(BufferedImage image, byte[] profile) {
    if (image.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_CMYK) {
      return image;
    }
    Raster raster = image.getRaster();
    int width = image.getWidth();
    Rows rows = (y, row) -> raster.getPixels(0, y, width, 1, row);
    return new Inks(rows, new ImageSize(image.getHeight(), width)).toRgb(profile(profile));
  }

  /** Returns an image of type {@link BufferedImage#TYPE_3BYTE_BGR}. */
  BufferedImage toRgb(Optional<ICC_Profile> profile) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    if (profile.isPresent()) {
      try {
        convert(profile.get(), image.getRaster());
        return image;
      } catch (RuntimeException e) {
        // A profile says how colours look in print; a damaged one makes no image unreadable.
      }
    }
    convertPlainly(image);
    return image;
  }

  private void convert(ICC_Profile profile, WritableRaster target) {
    ICC_Profile[] path = {profile, ((ICC_ColorSpace) sRgb()).getProfile()};
    ColorConvertOp conversion = new ColorConvertOp(path, null);
    int[] row = new int[COUNT * size.width()];
    WritableRaster inks = Raster.createInterleavedRaster(0, size.width(), 1, COUNT, null);
    for (int y = 0; y < size.height(); y++) {
      rows.read(y, row);
      inks.setPixels(0, 0, size.width(), 1, row);
      conversion.filter(inks, target.createWritableChild(0, y, size.width(), 1, 0, 0, null));
    }
  }

  /** {@code ColorSpace.CS_sRGB} is an ICC colour space by its documentation. */
  private static ColorSpace sRgb() {
    return ColorSpace.getInstance(ColorSpace.CS_sRGB);
  }

  private void convertPlainly(BufferedImage image) {
    int[] row = new int[COUNT * size.width()];
    int[] colours = new int[size.width()];
    for (int y = 0; y < size.height(); y++) {
      rows.read(y, row);
      for (int x = 0; x < size.width(); x++) {
        int white = FULL - row[COUNT * x + 3];
        int red = left(row[COUNT * x], white);
        int green = left(row[COUNT * x + 1], white);
        int blue = left(row[COUNT * x + 2], white);
        colours[x] = red << 16 | green << 8 | blue;
      }
      image.setRGB(0, y, size.width(), 1, colours, 0, size.width());
    }
  }

  private static int left(int ink, int white) {
    return ((FULL - ink) * white + FULL / 2) / FULL;
  }
}

package dev.highorder.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.ImageReader;

/**
 * The colours of a JPEG with four components, which are the inks of a printer: CMYK, or YCCK, where
 * the first three are stored as luma and chroma.
 *
 * <p>Java's reader decodes the components, but does not know what they mean. Files with the segment
 * of Adobe, which are almost all, store the inverse of the inks. A reader of another library would
 * give the same pixels for some more jars; what is missing in Java's is this class.
 */
final class CmykJpeg {

  private static final int ADOBE = 0xee;
  private static final int PROFILE = 0xe2;
  private static final int START_OF_SCAN = 0xda;
  private static final int YCCK = 2;
  private static final int FULL = 255;
  private static final String PROFILE_HEADER = "ICC_PROFILE\0";

  private final FileBytes file;
  private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
  private int components;
  private boolean isInverse;
  private boolean isYcck;

  private CmykJpeg(FileBytes file) {
    this.file = file;
  }

  /**
   * Returns the colours of a JPEG that has four components.
   *
   * @param jpeg a file that passed the check of {@link JpegFile}
   */
  static Optional<CmykJpeg> of(byte[] jpeg) {
    CmykJpeg colours = new CmykJpeg(new FileBytes("", jpeg));
    colours.readSegments();
    return colours.components == Inks.COUNT ? Optional.of(colours) : Optional.empty();
  }

  private void readSegments() {
    file.moveTo(2);
    int marker = JpegFile.nextMarker(file);
    while (marker != START_OF_SCAN) {
      int start = file.position();
      if (JpegFile.isFrame(marker)) {
        components = file.uint8(start + 7);
      }
      if (JpegFile.hasLength(marker)) {
        int end = start + Math.max(2, file.uint16(start));
        readSegment(marker, start + 2, end);
        file.moveTo(end);
      }
      marker = JpegFile.nextMarker(file);
    }
  }

  private void readSegment(int marker, int start, int end) {
    if (marker == ADOBE && begins(start, end, "Adobe") && end - start >= 12) {
      isInverse = true;
      isYcck = file.uint8(start + 11) == YCCK;
    }
    // A number and a count follow the header; writers keep the parts in order.
    int data = start + PROFILE_HEADER.length() + 2;
    if (marker == PROFILE && begins(start, end, PROFILE_HEADER) && data <= end) {
      profile.write(file.all(), data, end - data);
    }
  }

  private boolean begins(int start, int end, String text) {
    int stop = start + text.length();
    return stop <= end
        && new String(file.all(), start, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  /** Decodes the image with Java's reader and converts it to red, green and blue. */
  BufferedImage read(ImageReader reader) throws IOException {
    Raster raster = reader.readRaster(0, null);
    int width = raster.getWidth();
    Inks.Rows rows =
        (y, row) -> {
          raster.getPixels(0, y, width, 1, row);
          toInks(row);
        };
    return new Inks(rows, new ImageSize(raster.getHeight(), width))
        .toRgb(Inks.profile(profile.toByteArray()));
  }

  private void toInks(int[] row) {
    for (int at = 0; at < row.length; at += Inks.COUNT) {
      if (isYcck) {
        toInverseInks(row, at);
      }
      for (int i = at; isInverse && i < at + Inks.COUNT; i++) {
        row[i] = FULL - row[i];
      }
    }
  }

  /** Luma and chroma (ITU-R BT.601) are those of the inks; stored inks are the inverse of them. */
  private static void toInverseInks(int[] row, int at) {
    double luma = row[at];
    int blue = row[at + 1] - 128;
    int red = row[at + 2] - 128;
    row[at] = FULL - level(luma + 1.402 * red);
    row[at + 1] = FULL - level(luma - 0.344136 * blue - 0.714136 * red);
    row[at + 2] = FULL - level(luma + 1.772 * blue);
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(FULL, Math.round(value)));
  }
}

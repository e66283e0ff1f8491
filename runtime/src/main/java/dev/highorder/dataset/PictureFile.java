package dev.highorder.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads one picture file and trusts nothing in it: damaged and oversized files are refused.
 *
 * <p>PNG, JPEG, GIF (its first picture) and BMP are read. A file that is cut short is refused also
 * where Java would show what there is of it. At most {@value #MAX_SIDE} pixels a side and {@value
 * #MAX_PIXELS} in all are allowed, which is checked before anything is decoded. The orientation
 * that a camera notes beside the picture is not applied.
 */
public final class PictureFile {

  /** The most pixels that a picture may have along one side. */
  public static final int MAX_SIDE = 20_000;

  /** The most pixels that a picture may have. */
  public static final int MAX_PIXELS = 50_000_000;

  private static final int LARGE = 4_000_000;

  /** Large pictures are decoded one at a time, or many threads would need much memory at once. */
  private static final Object LARGE_PICTURE = new Object();

  private PictureFile() {}

  /**
   * Reads a picture.
   *
   * @param file the file to read
   * @return the picture, of whatever type its format suggests
   * @throws BadPicturesException if it is no picture, damaged, too large or cannot be read; the
   *     message names the file
   */
  public static BufferedImage read(Path file) throws BadPicturesException {
    try {
      return decode(bytes(file), Optional.empty());
    } catch (UnusablePicture e) {
      throw new BadPicturesException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a picture that is in memory, for example one that was sent to a server.
   *
   * @param bytes the contents of a picture file
   * @param name what to call it in error messages
   * @return the picture, of whatever type its format suggests
   * @throws BadPicturesException if it is no picture, damaged or too large
   */
  public static BufferedImage read(byte[] bytes, String name) throws BadPicturesException {
    try {
      return decode(bytes, Optional.empty());
    } catch (UnusablePicture e) {
      throw new BadPicturesException(name + ": " + e.getMessage(), e);
    }
  }

  /** Reads a picture that must have a certain size, if one is given. */
  static BufferedImage read(Path file, Optional<PictureSize> expected) throws UnusablePicture {
    return decode(bytes(file), expected);
  }

  private static byte[] bytes(Path file) throws UnusablePicture {
    try {
      return Files.readAllBytes(file);
    } catch (AccessDeniedException e) {
      throw new UnusablePicture("may not be read by this user; change its permissions", e);
    } catch (NoSuchFileException e) {
      throw new UnusablePicture("does not exist; check its name, or where its link leads", e);
    } catch (IOException | OutOfMemoryError e) {
      throw new UnusablePicture("cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static BufferedImage decode(byte[] bytes, Optional<PictureSize> expected)
      throws UnusablePicture {
    if (bytes.length == 0) {
      throw new UnusablePicture("is empty (0 bytes); fetch it again or delete it");
    }
    PictureCompleteness.check(bytes);
    // Given a plain stream, ImageIO would copy each picture to a temporary file.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UnusablePicture("is not a picture; PNG, JPEG, GIF and BMP can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return decode(reader, expected);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Damaged files make ImageIO throw almost anything.
      throw new UnusablePicture(
          "cannot be decoded (" + e.getMessage() + "); save it anew as an RGB picture", e);
    }
  }

  private static BufferedImage decode(ImageReader reader, Optional<PictureSize> expected)
      throws IOException, UnusablePicture {
    PictureSize size = new PictureSize(reader.getHeight(0), reader.getWidth(0));
    long count = (long) size.height() * size.width();
    if (size.height() > MAX_SIDE || size.width() > MAX_SIDE || count > MAX_PIXELS) {
      throw new UnusablePicture(
          String.format(
              "claims %s pixels; at most %d a side and %d in all are read, so make it smaller",
              size, MAX_SIDE, MAX_PIXELS));
    }
    if (expected.isPresent() && !expected.get().equals(size)) {
      throw new UnusablePicture(
          String.format(
              "has %s pixels instead of %s; mend it, or have pictures scaled (optScaleTo)",
              size, expected.get()));
    }
    if (count <= LARGE) {
      return decodeWhole(reader);
    }
    synchronized (LARGE_PICTURE) {
      return decodeWhole(reader);
    }
  }

  private static BufferedImage decodeWhole(ImageReader reader) throws IOException, UnusablePicture {
    DamageListener damage = new DamageListener();
    reader.addIIOReadWarningListener(damage);
    BufferedImage picture = reader.read(0);
    if (damage.found != null) {
      throw new UnusablePicture("is damaged (" + damage.found + "); fetch it again or delete it");
    }
    return picture;
  }

  /** Hears of damage that the JPEG decoder paints over with grey. */
  private static final class DamageListener implements IIOReadWarningListener {

    private String found;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      // Extra bytes between two segments are a habit of some cameras and cost no pixel.
      if ((text.contains("corrupt") || text.contains("premature"))
          && !text.contains("extraneous")) {
        found = warning;
      }
    }
  }
}

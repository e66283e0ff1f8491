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
 * Reads one image file and trusts nothing in it: damaged and oversized files are refused.
 *
 * <p>PNG, JPEG, GIF (its first image) and BMP are read. A file that is cut short is refused also
 * where Java would show what there is of it. At most {@value #MAX_SIDE} pixels a side and {@value
 * #MAX_PIXELS} in all are allowed, which is checked before anything is decoded. The orientation
 * that a camera notes beside the image is not applied.
 */
public final class ImageFile {

  /** The most pixels that an image may have along one side. */
  public static final int MAX_SIDE = 20_000;

  /** The most pixels that an image may have. */
  public static final int MAX_PIXELS = 50_000_000;

  private static final int LARGE = 4_000_000;

  /** Large images are decoded one at a time, or many threads would need much memory at once. */
  private static final Object LARGE_IMAGE = new Object();

  private ImageFile() {}

  /**
   * Reads an image.
   *
   * @param file the file to read
   * @return the image, of whatever type its format suggests
   * @throws BadImagesException if it is no image, damaged, too large or cannot be read; the message
   *     names the file
   */
  public static BufferedImage read(Path file) throws BadImagesException {
    try {
      return decode(bytes(file), Optional.empty());
    } catch (UnusableImage e) {
      throw new BadImagesException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads an image that is in memory, for example one that was sent to a server.
   *
   * @param bytes the contents of an image file
   * @param name what to call it in error messages
   * @return the image, of whatever type its format suggests
   * @throws BadImagesException if it is no image, damaged or too large
   */
  public static BufferedImage read(byte[] bytes, String name) throws BadImagesException {
    try {
      return decode(bytes, Optional.empty());
    } catch (UnusableImage e) {
      throw new BadImagesException(name + ": " + e.getMessage(), e);
    }
  }

  /** Reads an image that must have a certain size, if one is given. */
  static BufferedImage read(Path file, Optional<ImageSize> expected) throws UnusableImage {
    return decode(bytes(file), expected);
  }

  private static byte[] bytes(Path file) throws UnusableImage {
    try {
      return Files.readAllBytes(file);
    } catch (AccessDeniedException e) {
      throw new UnusableImage("may not be read by this user; change its permissions", e);
    } catch (NoSuchFileException e) {
      throw new UnusableImage("does not exist; check its name, or where its link leads", e);
    } catch (IOException | OutOfMemoryError e) {
      throw new UnusableImage("cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static BufferedImage decode(byte[] bytes, Optional<ImageSize> expected)
      throws UnusableImage {
    if (bytes.length == 0) {
      throw new UnusableImage("is empty (0 bytes); fetch it again or delete it");
    }
    ImageCompleteness.check(bytes);
    // Given a plain stream, ImageIO would copy each image to a temporary file.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UnusableImage("is not an image; PNG, JPEG, GIF and BMP can be read");
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
      throw new UnusableImage(
          "cannot be decoded (" + e.getMessage() + "); save it anew as an RGB image", e);
    }
  }

  private static BufferedImage decode(ImageReader reader, Optional<ImageSize> expected)
      throws IOException, UnusableImage {
    ImageSize size = new ImageSize(reader.getHeight(0), reader.getWidth(0));
    long count = (long) size.height() * size.width();
    if (size.height() > MAX_SIDE || size.width() > MAX_SIDE || count > MAX_PIXELS) {
      throw new UnusableImage(
          String.format(
              "claims %s pixels; at most %d a side and %d in all are read, so make it smaller",
              size, MAX_SIDE, MAX_PIXELS));
    }
    if (expected.isPresent() && !expected.get().equals(size)) {
      throw new UnusableImage(
          String.format(
              "has %s pixels instead of %s; mend it, or have images scaled (optScaleTo)",
              size, expected.get()));
    }
    if (count <= LARGE) {
      return decodeWhole(reader);
    }
    synchronized (LARGE_IMAGE) {
      return decodeWhole(reader);
    }
  }

  private static BufferedImage decodeWhole(ImageReader reader) throws IOException, UnusableImage {
    DamageListener damage = new DamageListener();
    reader.addIIOReadWarningListener(damage);
    BufferedImage image = reader.read(0);
    if (damage.found != null) {
      throw new UnusableImage("is damaged (" + damage.found + "); fetch it again or delete it");
    }
    return image;
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

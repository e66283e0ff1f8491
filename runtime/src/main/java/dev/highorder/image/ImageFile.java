package dev.highorder.image;

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
 * A reader of image files that trusts nothing in them: damaged and oversized files are refused.
 *
 * <p>PNG, JPEG, GIF (its first image) and BMP are read. A file that is cut short is refused even
 * where Java would show the part that is there. At most {@value #MAX_SIDE} pixels a side and
 * {@value #MAX_PIXELS} in all are allowed, which is checked before anything is decoded. The
 * orientation that a camera stores in the file is not applied.
 */
public final class ImageFile {

  /** The largest number of pixels along one side of an image. */
  public static final int MAX_SIDE = 20_000;

  /** The largest number of pixels of an image. */
  public static final int MAX_PIXELS = 50_000_000;

  private static final int LARGE = 4_000_000;

  /** Large images are decoded one at a time, or many threads would need much memory at once. */
  private static final Object LARGE_IMAGE = new Object();

  private final String name;
  private final Optional<ImageSize> expected;

  private ImageFile(String name, Optional<ImageSize> expected) {
    this.name = name;
    this.expected = expected;
  }

  /**
   * Reads an image of any size.
   *
   * @param file the file to read
   * @return the image, of whatever type its format suggests
   * @throws BadImageException if it is not an image, damaged, too large or cannot be read; the
   *     message names the file
   */
  public static BufferedImage read(Path file) throws BadImageException {
    return read(file, Optional.empty());
  }

  /**
   * Reads an image that must have a certain size, if one is given.
   *
   * @param file the file to read
   * @param expected the size that every image must have
   * @return the image, of whatever type its format suggests
   * @throws BadImageException as {@link #read(Path)}, or if the image has another size
   */
  public static BufferedImage read(Path file, Optional<ImageSize> expected)
      throws BadImageException {
    ImageFile reader = new ImageFile(file.toString(), expected);
    return reader.decode(reader.bytes(file));
  }

  /**
   * Reads an image that is in memory, for example one that was sent to a server.
   *
   * @param bytes the contents of an image file
   * @param name what to call it in messages
   * @return the image, of whatever type its format suggests
   * @throws BadImageException if it is not an image, damaged or too large
   */
  public static BufferedImage read(byte[] bytes, String name) throws BadImageException {
    return new ImageFile(name, Optional.empty()).decode(bytes);
  }

  private byte[] bytes(Path file) throws BadImageException {
    try {
      return Files.readAllBytes(file);
    } catch (AccessDeniedException e) {
      throw bad("may not be read by this user. Change its permissions.", e);
    } catch (NoSuchFileException e) {
      throw bad("does not exist. Check its name, or where its link leads.", e);
    } catch (IOException | OutOfMemoryError e) {
      throw bad("cannot be read (%s). Check the disk.".formatted(e.getMessage()), e);
    }
  }

  private BufferedImage decode(byte[] bytes) throws BadImageException {
    if (bytes.length == 0) {
      throw bad("is empty (0 bytes). Fetch it again, or delete it.", null);
    }
    ImageCompleteness.check(name, bytes);
    // Given a plain stream, ImageIO would copy each image to a temporary file.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw bad("is not an image. Give a PNG, JPEG, GIF or BMP file.", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return decode(reader);
      } finally {
        reader.dispose();
      }
    } catch (BadImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Damaged files make ImageIO throw almost anything.
      throw bad(
          "cannot be decoded (%s). Save it again as an RGB image.".formatted(e.getMessage()), e);
    }
  }

  private BufferedImage decode(ImageReader reader) throws IOException {
    ImageSize size = new ImageSize(reader.getHeight(0), reader.getWidth(0));
    long count = (long) size.height() * size.width();
    if (size.height() > MAX_SIDE || size.width() > MAX_SIDE || count > MAX_PIXELS) {
      throw bad(
          "claims %s pixels, more than %d a side or %d in all. Make it smaller."
              .formatted(size, MAX_SIDE, MAX_PIXELS),
          null);
    }
    if (expected.isPresent() && !expected.get().equals(size)) {
      throw bad(
          "has %s pixels instead of %s. Resize it, or have all images scaled."
              .formatted(size, expected.get()),
          null);
    }
    if (count <= LARGE) {
      return decodeWhole(reader);
    }
    synchronized (LARGE_IMAGE) {
      return decodeWhole(reader);
    }
  }

  private BufferedImage decodeWhole(ImageReader reader) throws IOException {
    DamageListener damage = new DamageListener();
    reader.addIIOReadWarningListener(damage);
    BufferedImage image = reader.read(0);
    if (damage.found != null) {
      throw bad("is damaged (%s). Fetch it again, or delete it.".formatted(damage.found), null);
    }
    return image;
  }

  private BadImageException bad(String fault, Throwable cause) {
    return new BadImageException(name, fault, cause);
  }

  /** A listener for damage that the JPEG decoder paints over with grey. */
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

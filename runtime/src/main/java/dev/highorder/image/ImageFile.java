package dev.highorder.image;

import dev.highorder.image.BadImageException.Kind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
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
 * {@value #MAX_PIXELS} in all are allowed, which is checked before anything is decoded.
 *
 * <p>An image is returned, and its size is checked, as viewers show it: the orientation that a
 * camera stores in the file (EXIF) is applied. EXIF data that are damaged are ignored.
 */
public final class ImageFile {

  /** The largest number of pixels along one side of an image. */
  public static final int MAX_SIDE = 20_000;

  /** The largest number of pixels of an image. */
  public static final int MAX_PIXELS = 50_000_000;

  /** No format needs more for the largest image that is allowed, at 8 bytes a pixel. */
  private static final long MAX_FILE_BYTES = 1L << 29;

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
   * @throws BadImageException if it is not an image, damaged, too large or cannot be read, or
   *     memory runs out; the message names the file
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
      if (Files.isDirectory(file)) {
        throw bad("is a folder. Give an image file.", null);
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw bad(
            "has %s bytes, more than %s. Make the image smaller."
                .formatted(Files.size(file), MAX_FILE_BYTES),
            null);
      }
      return Files.readAllBytes(file);
    } catch (BadImageException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw bad("may not be read by this user. Change its permissions.", e);
    } catch (NoSuchFileException e) {
      throw bad("does not exist. Check its name, or where its link leads.", e);
    } catch (ClosedChannelException e) {
      throw circumstances(
          "was not read, because its thread was interrupted, or its file system was closed. Read it again.",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw bad("cannot be read (%s). Check the disk.".formatted(Reason.of(e)), e);
    } catch (OutOfMemoryError e) {
      throw BadImageException.outOfMemory(name, e);
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
      ImageReader reader =
          reader(stream)
              .orElseThrow(() -> bad("is not an image. Give a PNG, JPEG, GIF or BMP file.", null));
      try {
        reader.setInput(stream, true, true);
        return decode(reader, ExifOrientation.of(bytes));
      } finally {
        reader.dispose();
      }
    } catch (BadImageException e) {
      throw e;
    } catch (IOException
        | RuntimeException
        | VirtualMachineError
        | LinkageError
        | ServiceConfigurationError e) {
      // Damaged files make ImageIO throw almost anything.
      throw undecodable(e);
    }
  }

  /** Java's PNG decoder wraps errors in exceptions, so causes count. */
  private BadImageException undecodable(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError e) {
        return BadImageException.outOfMemory(name, e);
      }
      if (cause instanceof LinkageError || cause instanceof ServiceConfigurationError) {
        // A library that the JVM does not find, or a plugin on the class path that does not load.
        return circumstances(
            "cannot be decoded, since Java's image library does not work here (%s). Install the whole JDK, or remove image plugins from the class path."
                .formatted(cause),
            thrown);
      }
      innermost = cause;
    }
    return bad(
        "cannot be decoded (%s). Save it again as an RGB image.".formatted(Reason.of(innermost)),
        thrown);
  }

  /**
   * Java's own readers come first. Which plugins there are depends on the class path, and on the
   * thread that first asked; pixels must not.
   */
  private static Optional<ImageReader> reader(ImageInputStream stream) {
    ImageReader plugin = null;
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return Optional.of(reader);
      }
      plugin = reader;
    }
    return Optional.ofNullable(plugin);
  }

  private BufferedImage decode(ImageReader reader, Orientation orientation) throws IOException {
    ImageSize size = orientation.shown(new ImageSize(reader.getHeight(0), reader.getWidth(0)));
    long count = (long) size.height() * size.width();
    if (size.height() > MAX_SIDE || size.width() > MAX_SIDE || count > MAX_PIXELS) {
      throw bad(
          "claims %s pixels, more than %s a side or %s in all. Make it smaller."
              .formatted(size, MAX_SIDE, MAX_PIXELS),
          null);
    }
    if (expected.isPresent() && !expected.get().equals(size)) {
      throw new BadImageException(
          Kind.SIZE,
          name,
          "has %s pixels instead of %s. Resize it, or have all images scaled."
              .formatted(size, expected.get()),
          null);
    }
    if (count <= LARGE) {
      return orientation.show(decodeWhole(reader));
    }
    synchronized (LARGE_IMAGE) {
      return orientation.show(decodeWhole(reader));
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
    return new BadImageException(Kind.FILE, name, fault, cause);
  }

  private BadImageException circumstances(String fault, Throwable cause) {
    return new BadImageException(Kind.CIRCUMSTANCES, name, fault, cause);
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

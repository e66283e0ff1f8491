package dev.highorder.image;

import dev.highorder.image.BadImageException.Kind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A reader of image files that trusts nothing in them: damaged and oversized files are refused.
 *
 * <p>PNG, JPEG, GIF, BMP, WebP and TIFF are read, recognised by their contents; of an animation,
 * the first image, and of several pages, the first one. WebP needs the optional library {@code
 * com.twelvemonkeys.imageio:imageio-webp}. A file that is cut short is refused even where Java
 * would show the part that is there. At most {@value #MAX_SIDE} pixels a side and {@value
 * #MAX_PIXELS} in all are allowed, which is checked before anything is decoded. So are the number
 * of scans of a progressive JPEG, and whether the file has enough bytes for the pixels that it
 * claims.
 *
 * <p>Any number of threads may read at the same time. Images of up to 4 million pixels never wait
 * for others. Larger ones wait until there is memory for them; those of up to 16 million pixels
 * only for each other.
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

  private final String name;

  private ImageFile(String name) {
    this.name = name;
  }

  /**
   * Reads an image of any size.
   *
   * @param file the file to read; pipes, sockets and devices are not opened
   * @return the image, of whatever type its format suggests
   * @throws BadImageException if it is not an image, damaged, too large or cannot be read, or
   *     memory runs out; the message names the file
   */
  public static BufferedImage read(Path file) throws BadImageException {
    return read(file, Optional.empty(), Function.identity());
  }

  /**
   * Reads an image that is in memory, for example one that was sent to a server.
   *
   * @param bytes the contents of an image file
   * @param name what to call it in messages
   * @return the image, of whatever type its format suggests
   * @throws BadImageException if it is not an image, damaged or too large, or memory runs out
   */
  public static BufferedImage read(byte[] bytes, String name) throws BadImageException {
    return new ImageDecoder(name, Optional.empty()).decode(bytes, Function.identity());
  }

  /**
   * Reads an image as red, green and blue planes; it must have a certain size, if one is given.
   *
   * @param file the file to read; pipes, sockets and devices are not opened
   * @param expected the size that the image must have
   * @throws BadImageException as {@link #read(Path)}, or if the image has another size
   */
  public static RgbImage readRgb(Path file, Optional<ImageSize> expected) throws BadImageException {
    return read(file, expected, RgbImage::of);
  }

  /** Reads an image and converts it, as one step whose failures are the file's. */
  static <T> T read(Path file, Optional<ImageSize> expected, Function<BufferedImage, T> conversion)
      throws BadImageException {
    String name = file.toString();
    byte[] bytes = new ImageFile(name).bytes(file);
    return new ImageDecoder(name, expected).decode(bytes, conversion);
  }

  private byte[] bytes(Path file) throws BadImageException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw bad("is a folder. Give an image file.", null);
      }
      if (!attributes.isRegularFile()) {
        // Opening a pipe waits for its other end, and a device may have no end.
        throw bad("is a pipe, socket or device. Give an image file.", null);
      }
      if (attributes.size() > MAX_FILE_BYTES) {
        throw bad(
            "has %s bytes, more than %s. Make the image smaller."
                .formatted(attributes.size(), MAX_FILE_BYTES),
            null);
      }
      return bytes(file, (int) attributes.size());
    } catch (BadImageException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw bad("may not be read by this user. Change its permissions.", e);
    } catch (NoSuchFileException e) {
      throw bad("does not exist. Check its name, or where its link leads.", e);
    } catch (ClosedChannelException e) {
      throw new BadImageException(
          Kind.CIRCUMSTANCES,
          name,
          "was not read, because its thread was interrupted, or its file system was closed. Read it again.",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw bad("cannot be read (%s). Check the disk.".formatted(Reason.of(e)), e);
    } catch (OutOfMemoryError e) {
      throw BadImageException.outOfMemory(name, e);
    }
  }

  /** Reads as many bytes as the file had at first: it may grow faster than it is read. */
  private byte[] bytes(Path file, int size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(FileFormat.SIGNATURE_BYTES);
      // Memory is allocated for images only.
      FileFormat.of(name, start);
      byte[] bytes = Arrays.copyOf(start, Math.max(size, start.length));
      int length = start.length + in.readNBytes(bytes, start.length, bytes.length - start.length);
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
  }

  private BadImageException bad(String fault, Throwable cause) {
    return new BadImageException(Kind.FILE, name, fault, cause);
  }
}

package dev.highorder.image;

import dev.highorder.image.BadImageException.Kind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Function;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/**
 * The one place that decodes image files. Whatever a decoder throws becomes a {@link
 * BadImageException}.
 *
 * <p>Time and memory are bounded by what is known before decoding: the number of pixels, the number
 * of bytes, and how often the decoder goes through the pixels. A limit in seconds would refuse good
 * images on a busy machine, so there is none.
 */
final class ImageDecoder {

  /** The most pixels that a decoder goes through, counted once for each time. */
  private static final long MAX_WORK = 20L * ImageFile.MAX_PIXELS;

  private final String name;
  private final Optional<ImageSize> expected;

  /**
   * Creates a decoder.
   *
   * @param name what to call the image in messages
   * @param expected the size that the image must have
   */
  ImageDecoder(String name, Optional<ImageSize> expected) {
    this.name = name;
    this.expected = expected;
  }

  /**
   * Decodes an image and converts it, within the limits of memory.
   *
   * @param file the contents of an image file
   * @param conversion what to do with the decoded image; its failures are the image's too
   */
  <T> T decode(byte[] file, Function<BufferedImage, T> conversion) throws BadImageException {
    try {
      byte[] start = Arrays.copyOf(file, Math.min(file.length, FileFormat.SIGNATURE_BYTES));
      FileFormat format = FileFormat.of(name, start);
      return decode(format, format.check(name, file), ExifOrientation.of(file), conversion);
    } catch (BadImageException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // Damaged files make decoders throw almost anything.
      throw undecodable(e);
    }
  }

  private <T> T decode(
      FileFormat format,
      EncodedImage encoded,
      Orientation orientation,
      Function<BufferedImage, T> conversion)
      throws IOException {
    // Given a plain stream, ImageIO would copy each image to a temporary file.
    try (ImageInputStream stream = new ByteArrayStream(encoded.bytes())) {
      ImageReader reader = ImageReaders.of(format, name);
      try {
        reader.setInput(stream, true, true);
        int pixels = checkSize(reader, orientation, encoded);
        int room = DecodingBudget.room(pixels, encoded.tableBytes());
        DecodingBudget.SHARED.take(room);
        try {
          return conversion.apply(orientation.show(decodeWhole(reader, format, encoded)));
        } finally {
          DecodingBudget.SHARED.giveBack(room);
        }
      } finally {
        reader.dispose();
      }
    }
  }

  /** Returns the number of pixels, after checks of all that is known before they are decoded. */
  private int checkSize(ImageReader reader, Orientation orientation, EncodedImage encoded)
      throws IOException {
    ImageSize size = orientation.shown(new ImageSize(reader.getHeight(0), reader.getWidth(0)));
    long count = (long) size.height() * size.width();
    if (size.height() > ImageFile.MAX_SIDE
        || size.width() > ImageFile.MAX_SIDE
        || count > ImageFile.MAX_PIXELS) {
      throw bad(
          "claims %s pixels, more than %s a side or %s in all. Make it smaller."
              .formatted(size, ImageFile.MAX_SIDE, ImageFile.MAX_PIXELS),
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
    if (count > encoded.maxPixels()) {
      throw bad(
          "claims %s pixels, but its data are too short for them. Fetch it again, or delete it."
              .formatted(size),
          null);
    }
    if (count * encoded.passes() > MAX_WORK) {
      throw bad(
          "has %s pixels, which its scans go through %s times. Save it again with fewer scans."
              .formatted(size, encoded.passes()),
          null);
    }
    return (int) count;
  }

  private BufferedImage decodeWhole(ImageReader reader, FileFormat format, EncodedImage encoded)
      throws IOException {
    DamageListener damage = new DamageListener(format);
    reader.addIIOReadWarningListener(damage);
    Optional<CmykJpeg> cmyk =
        format == FileFormat.JPEG ? CmykJpeg.of(encoded.bytes()) : Optional.empty();
    BufferedImage image = cmyk.isPresent() ? cmyk.get().read(reader) : reader.read(0);
    if (damage.found != null) {
      throw bad("is damaged (%s). Fetch it again, or delete it.".formatted(damage.found), null);
    }
    return format == FileFormat.TIFF ? Inks.toRgb(image, encoded.profile()) : image;
  }

  /** Java's PNG decoder wraps errors in exceptions, so causes count. */
  private BadImageException undecodable(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError e && !isImpossible(e)) {
        return BadImageException.outOfMemory(name, e);
      }
      if (cause instanceof LinkageError || cause instanceof ServiceConfigurationError) {
        // A library that the JVM does not find, or a plugin on the class path that does not load.
        return circumstances(
            "cannot be decoded, since Java's image library does not work here (%s). Install the whole JDK, or remove image plugins from the class path."
                .formatted(Reason.of(cause)),
            thrown);
      }
      innermost = cause;
    }
    return bad(
        "cannot be decoded (%s). Save it again as an RGB image.".formatted(Reason.of(innermost)),
        thrown);
  }

  /**
   * No heap is large enough for an array of more than 2^31 - 1 elements, so the file is at fault.
   */
  private static boolean isImpossible(OutOfMemoryError error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("VM limit") || message.contains("array size too large");
  }

  private BadImageException bad(String fault, Throwable cause) {
    return new BadImageException(Kind.FILE, name, fault, cause);
  }

  private BadImageException circumstances(String fault, Throwable cause) {
    return new BadImageException(Kind.CIRCUMSTANCES, name, fault, cause);
  }

  /**
   * A listener for damage that decoders paint over: that of JPEG with grey, that of TIFF with
   * black. Of a TIFF that passed its check, there is nothing else to warn of.
   */
  private static final class DamageListener implements IIOReadWarningListener {

    private final FileFormat format;
    private String found;

    private DamageListener(FileFormat format) {
      this.format = format;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      // Extra bytes between two segments are a habit of some cameras and cost no pixel.
      boolean isLoss =
          (text.contains("corrupt") || text.contains("premature")) && !text.contains("extraneous");
      if (isLoss || format == FileFormat.TIFF) {
        found = warning;
      }
    }
  }
}

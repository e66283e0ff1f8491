package dev.highorder.image;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of image files that are read. A format is recognised by its first bytes alone. */
enum FileFormat {
  PNG("\u0089PNG\r\n\u001a\n"),
  JPEG("\u00ff\u00d8"),
  GIF("GIF8"),
  BMP("BM"),
  WEBP("RIFF"),
  TIFF("II*\0", "MM\0*");

  /** The number of bytes at the beginning of a file that tell its format. */
  static final int SIGNATURE_BYTES = 12;

  private final String signature;
  private final String otherSignature;

  FileFormat(String signature) {
    this(signature, signature);
  }

  FileFormat(String signature, String otherSignature) {
    this.signature = signature;
    this.otherSignature = otherSignature;
  }

  /**
   * Checks that a file is complete, and that decoding it takes no more memory and time than its
   * size justifies.
   *
   * @param name what to call the file in messages
   * @return the file as a decoder gets it
   * @throws BadImageException if it does not pass
   */
  EncodedImage check(String name, byte[] bytes) throws BadImageException {
    FileBytes file = new FileBytes(name, bytes);
    try {
      return switch (this) {
        case PNG -> PngFile.check(file);
        case JPEG -> JpegFile.check(file);
        case GIF -> GifFile.check(file);
        case BMP -> BmpFile.check(file);
        case WEBP -> WebPFile.check(file);
        case TIFF -> TiffFile.check(file);
      };
    } catch (IndexOutOfBoundsException e) {
      throw file.cutShort();
    }
  }

  /**
   * Returns the format of a file.
   *
   * @param name what to call the file in messages
   * @param start the first {@value #SIGNATURE_BYTES} bytes, or all if there are fewer
   * @throws BadImageException if the format is not one of these
   */
  static FileFormat of(String name, byte[] start) throws BadImageException {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      throw new BadImageException(name, "is empty (0 bytes). Fetch it again, or delete it.");
    }
    for (FileFormat format : values()) {
      if (format.begins(text)) {
        return format;
      }
    }
    throw new BadImageException(
        name,
        unsupported(text)
            .map("is a %s image, which is not read. Convert it to PNG or JPEG."::formatted)
            .orElse("is not an image. Give a PNG, JPEG, GIF, BMP, WebP or TIFF file."));
  }

  /** A RIFF container may hold sound, too. */
  private boolean begins(String text) {
    return (text.startsWith(signature) || text.startsWith(otherSignature))
        && (this != WEBP || text.startsWith("WEBP", 8));
  }

  /** Returns the name of a well-known format that is not read. */
  private static Optional<String> unsupported(String start) {
    if (start.startsWith("II+\0") || start.startsWith("MM\0+")) {
      return Optional.of("BigTIFF");
    }
    if (start.startsWith("ftypavif", 4)) {
      return Optional.of("AVIF");
    }
    boolean isHeif =
        Stream.of("heic", "heix", "mif1").anyMatch(brand -> start.startsWith("ftyp" + brand, 4));
    return isHeif ? Optional.of("HEIF") : Optional.empty();
  }
}

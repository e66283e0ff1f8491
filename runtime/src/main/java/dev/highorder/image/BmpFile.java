package dev.highorder.image;

import java.util.Set;

/**
 * The structure of a BMP file: a header with the place of the pixels, a palette, and the pixels.
 *
 * <p>A BMP that embeds a PNG or JPEG is refused, since Java believes the length that it claims. A
 * colour profile is not passed on: it would be applied pixel by pixel, which takes minutes, and it
 * may name a file elsewhere.
 */
final class BmpFile {

  private static final int FILE_HEADER_BYTES = 14;
  private static final int OLD_HEADER_BYTES = 12;
  private static final Set<Integer> HEADERS_BYTES = Set.of(OLD_HEADER_BYTES, 40, 52, 56, 108, 124);

  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  private static final int COLOUR_SPACE = FILE_HEADER_BYTES + 56;

  /** Embedded and linked, {@code MBED} and {@code LINK}. */
  private static final Set<Integer> PROFILES = Set.of(0x4d424544, 0x4c494e4b);

  private static final byte[] SRGB = {'B', 'G', 'R', 's'};

  private final FileBytes file;

  private BmpFile(FileBytes file) {
    this.file = file;
  }

  static EncodedImage check(FileBytes file) throws BadImageException {
    return new BmpFile(file).checked();
  }

  private EncodedImage checked() throws BadImageException {
    long length = unsigned32(2);
    int header = file.littleEndian32(FILE_HEADER_BYTES);
    // Some writers leave the length 0.
    if (length > file.length() || unsigned32(10) > file.length()) {
      throw file.cutShort();
    }
    if (!HEADERS_BYTES.contains(header)) {
      throw file.damaged("a header of %s bytes".formatted(header & 0xffffffffL));
    }
    file.uint8(FILE_HEADER_BYTES + header - 1);
    long compression = header == OLD_HEADER_BYTES ? UNCOMPRESSED : unsigned32(30);
    requireOwnPixels(compression);
    if (compression == UNCOMPRESSED || compression == BIT_FIELDS) {
      requirePixels(header);
    }
    boolean hasProfile =
        header > COLOUR_SPACE - FILE_HEADER_BYTES
            && PROFILES.contains(file.littleEndian32(COLOUR_SPACE));
    return new EncodedImage(hasProfile ? withoutProfile() : file.all(), Long.MAX_VALUE, 1);
  }

  private void requireOwnPixels(long compression) throws BadImageException {
    if (compression == JPEG || compression == PNG) {
      throw file.bad(
          "is a BMP that embeds a %s, which is not read. Save it again as PNG or JPEG."
              .formatted(compression == JPEG ? "JPEG" : "PNG"));
    }
    if (compression > BIT_FIELDS) {
      throw file.damaged("unknown compression " + compression);
    }
  }

  /** Rows begin at multiples of four bytes; the last one need not be filled up. */
  private void requirePixels(int header) throws BadImageException {
    boolean isOld = header == OLD_HEADER_BYTES;
    long width = isOld ? file.littleEndian16(18) : unsigned32(18);
    long height = isOld ? file.littleEndian16(20) : Math.abs((long) file.littleEndian32(22));
    long rowBits = width * file.littleEndian16(isOld ? 24 : 28);
    long rowBytes = (rowBits + 31) / 32 * 4;
    long all = unsigned32(10) + rowBytes * Math.max(0, height - 1) + (rowBits + 7) / 8;
    // Sizes that no image has are left to the check of sizes.
    boolean isPossible = width <= ImageFile.MAX_SIDE && height <= ImageFile.MAX_SIDE;
    if (isPossible && all > file.length()) {
      throw file.cutShort();
    }
  }

  private byte[] withoutProfile() {
    byte[] bytes = file.all().clone();
    System.arraycopy(SRGB, 0, bytes, COLOUR_SPACE, SRGB.length);
    return bytes;
  }

  private long unsigned32(int at) {
    return Integer.toUnsignedLong(file.littleEndian32(at));
  }
}

package dev.highorder.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The orientation that is stored in an image file: in the EXIF data of a JPEG, PNG or WebP, and in
 * the entries of a TIFF itself.
 *
 * <p>One tag is read, and nothing in the file is trusted: EXIF data that are damaged or missing
 * mean upright, and never make an image unreadable.
 */
final class ExifOrientation {

  private static final byte[] EXIF_HEADER = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int PNG_EXIF = 0x65584966;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int WEBP_EXIF = 0x45584946;
  private static final int JPEG_START = 0xffd8;
  private static final int JPEG_APP1 = 0xe1;
  private static final int JPEG_START_OF_SCAN = 0xda;
  private static final int JPEG_END = 0xd9;
  private static final int TIFF_LITTLE_ENDIAN = 0x49492a00;
  private static final int TIFF_BIG_ENDIAN = 0x4d4d002a;
  private static final int TIFF_ENTRY_BYTES = 12;
  private static final int TAG_ORIENTATION = 0x0112;
  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;

  private ExifOrientation() {}

  /**
   * Returns the orientation of an image.
   *
   * @param file the contents of its file
   */
  static Orientation of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    try {
      return Orientation.ofExif(value(bytes));
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      // Offsets and lengths lead out of the file.
      return Orientation.UPRIGHT;
    }
  }

  private static int value(ByteBuffer file) {
    if (uint16(file, 0) == JPEG_START) {
      return valueInJpeg(file);
    }
    if (isTiff(file)) {
      return valueInTiff(file);
    }
    if (file.getInt(0) == RIFF && file.getInt(8) == WEBP) {
      return valueInWebP(file);
    }
    return file.getLong(0) == PNG_SIGNATURE ? valueInPng(file) : 0;
  }

  /** Follows the segments up to the first scan. */
  private static int valueInJpeg(ByteBuffer file) {
    int position = 2;
    while (true) {
      while (uint8(file, position) != 0xff) {
        position++;
      }
      while (uint8(file, position) == 0xff) {
        position++;
      }
      int marker = uint8(file, position++);
      if (marker == JPEG_START_OF_SCAN || marker == JPEG_END) {
        return 0;
      }
      if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        continue;
      }
      int length = Math.max(2, uint16(file, position));
      if (marker == JPEG_APP1 && hasExifHeader(file, position + 2)) {
        int header = 2 + EXIF_HEADER.length;
        return valueInTiff(file.slice(position + header, length - header));
      }
      position += length;
    }
  }

  private static boolean hasExifHeader(ByteBuffer file, int position) {
    return file.slice(position, EXIF_HEADER.length).equals(ByteBuffer.wrap(EXIF_HEADER));
  }

  /** Follows the chunks to their end: EXIF data may come after the pixels. */
  private static int valueInPng(ByteBuffer file) {
    int position = Long.BYTES;
    while (position < file.limit()) {
      int length = file.getInt(position);
      if (file.getInt(position + 4) == PNG_EXIF) {
        return valueInTiff(file.slice(position + 8, length));
      }
      position += Math.max(0, length) + 12;
    }
    return 0;
  }

  /** Some writers keep the header that EXIF data have in a JPEG. */
  private static int valueInWebP(ByteBuffer file) {
    int position = 12;
    while (true) {
      int length = Integer.reverseBytes(file.getInt(position + 4));
      int data = position + 8;
      if (file.getInt(position) == WEBP_EXIF) {
        int header = hasExifHeader(file, data) ? EXIF_HEADER.length : 0;
        return valueInTiff(file.slice(data + header, length - header));
      }
      position = Math.addExact(data, Math.max(0, length) + Math.max(0, length) % 2);
    }
  }

  private static boolean isTiff(ByteBuffer bytes) {
    return bytes.getInt(0) == TIFF_LITTLE_ENDIAN || bytes.getInt(0) == TIFF_BIG_ENDIAN;
  }

  /** Searches the first directory of a TIFF structure, whose offsets count from its start. */
  private static int valueInTiff(ByteBuffer tiff) {
    if (!isTiff(tiff)) {
      return 0;
    }
    boolean isBigEndian = tiff.getInt(0) == TIFF_BIG_ENDIAN;
    tiff.order(isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = uint16(tiff, directory);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * TIFF_ENTRY_BYTES;
      if (uint16(tiff, entry) == TAG_ORIENTATION) {
        return switch (uint16(tiff, entry + 2)) {
          case TYPE_SHORT -> uint16(tiff, entry + 8);
          case TYPE_LONG -> tiff.getInt(entry + 8);
          default -> 0;
        };
      }
    }
    return 0;
  }

  private static int uint8(ByteBuffer bytes, int position) {
    return Byte.toUnsignedInt(bytes.get(position));
  }

  private static int uint16(ByteBuffer bytes, int position) {
    return Short.toUnsignedInt(bytes.getShort(position));
  }
}

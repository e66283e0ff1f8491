package dev.highorder.image;

import dev.highorder.image.BadImageException.Kind;
import java.util.zip.CRC32;

/**
 * A check that an image file is complete up to the end mark of its format.
 *
 * <p>Decoders do not tell: ImageIO may show a JPEG or PNG that is cut short with its lower part
 * grey. So the segments of the file are followed, without decoding them, to the mark that ends it.
 */
final class ImageCompleteness {

  /** The first four of the signature's eight bytes. */
  private static final long PNG_SIGNATURE = 0x89504e47L;

  private static final int PNG_IEND = 0x49454e44;
  private static final int JPEG_START_OF_SCAN = 0xda;
  private static final int JPEG_END = 0xd9;
  private static final int GIF_EXTENSION = 0x21;
  private static final int GIF_IMAGE = 0x2c;
  private static final int GIF_TRAILER = 0x3b;

  private final String name;
  private final byte[] bytes;
  private int position;

  private ImageCompleteness(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Checks an image file; one of an unknown format passes.
   *
   * @param name what to call it in messages
   * @throws BadImageException if the file ends early, or a checksum in it is wrong
   */
  static void check(String name, byte[] bytes) throws BadImageException {
    ImageCompleteness file = new ImageCompleteness(name, bytes);
    try {
      if (bytes.length >= 8 && file.uint32(0) == PNG_SIGNATURE) {
        file.checkPng();
      } else if (bytes.length >= 3 && file.uint16(0) == 0xffd8) {
        file.checkJpeg();
      } else if (bytes.length >= 6 && file.startsWith("GIF8")) {
        file.checkGif();
      } else if (bytes.length >= 6 && file.startsWith("BM")) {
        file.checkBmp();
      }
    } catch (IndexOutOfBoundsException e) {
      throw new BadImageException(
          Kind.FILE,
          name,
          "is cut short after %s bytes. Fetch it again, or delete it.".formatted(bytes.length),
          e);
    }
  }

  /** Chunks of length, type, data and checksum, the last of type IEND. */
  private void checkPng() throws BadImageException {
    position = 8;
    int type = 0;
    while (type != PNG_IEND) {
      long length = uint32(position);
      type = (int) uint32(position + 4);
      int data = position + 8;
      if (length > bytes.length - data - 4L) {
        throw new IndexOutOfBoundsException();
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, position + 4, (int) length + 4);
      position = data + (int) length + 4;
      if (crc.getValue() != uint32(position - 4)) {
        throw new BadImageException(
            name, "is damaged (wrong checksum). Fetch it again, or delete it.");
      }
    }
  }

  /** Segments with a length, scans without one, and the end-of-image mark. */
  private void checkJpeg() {
    position = 2;
    while (true) {
      int marker = nextMarker();
      if (marker == JPEG_END) {
        return;
      }
      if (hasLength(marker)) {
        skip(Math.max(2, uint16(position)));
      }
      if (marker == JPEG_START_OF_SCAN) {
        skipScan();
      }
    }
  }

  /** Finds 0xff, any number of fill bytes 0xff, and the marker; other bytes are passed over. */
  private int nextMarker() {
    while (uint8(position) != 0xff) {
      position++;
    }
    while (uint8(position) == 0xff) {
      position++;
    }
    return uint8(position++);
  }

  private static boolean hasLength(int marker) {
    return marker > 0x01 && (marker < 0xd0 || marker > 0xd8);
  }

  /** In a scan, 0xff is data if 0 follows, and a restart mark if 0xd0 to 0xd7 follow. */
  private void skipScan() {
    while (true) {
      if (uint8(position) == 0xff) {
        int next = uint8(position + 1);
        if (next != 0 && (next < 0xd0 || next > 0xd7)) {
          return;
        }
      }
      position++;
    }
  }

  /** A header, then extensions and images that consist of sub-blocks, then the trailer. */
  private void checkGif() {
    position = 13 + colourTable(uint8(10));
    while (true) {
      int block = uint8(position++);
      if (block == GIF_TRAILER) {
        return;
      } else if (block == GIF_EXTENSION) {
        skip(1);
      } else if (block == GIF_IMAGE) {
        skip(9 + colourTable(uint8(position + 8)) + 1);
      } else {
        // Bytes that belong to no block: the decoder decides.
        return;
      }
      skipSubBlocks();
    }
  }

  private static int colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private void skipSubBlocks() {
    int length;
    do {
      length = uint8(position);
      skip(length + 1);
    } while (length != 0);
  }

  /** The header contains the length of the file, unless the writer left a 0. */
  private void checkBmp() {
    long length = uint8(2) | uint8(3) << 8 | uint8(4) << 16 | (long) uint8(5) << 24;
    if (length > bytes.length) {
      throw new IndexOutOfBoundsException();
    }
  }

  private boolean startsWith(String signature) {
    for (int i = 0; i < signature.length(); i++) {
      if (bytes[i] != signature.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void skip(int count) {
    position += count;
  }

  private int uint8(int at) {
    return bytes[at] & 0xff;
  }

  private int uint16(int at) {
    return uint8(at) << 8 | uint8(at + 1);
  }

  private long uint32(int at) {
    return (long) uint16(at) << 16 | uint16(at + 2);
  }
}

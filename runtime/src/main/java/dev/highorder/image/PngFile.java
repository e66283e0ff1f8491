package dev.highorder.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The structure of a PNG file: chunks of length, type, data and checksum, the last of type IEND.
 *
 * <p>Only the chunks that pixels depend on are passed on, with the pixels in one chunk. A decoder
 * may keep or unpack everything else, so that a small file could fill the memory, and it needs time
 * and memory for each chunk of pixels, which may be as small as a byte.
 */
final class PngFile {

  private static final int SIGNATURE_BYTES = 8;

  /** Length, type and checksum. */
  private static final int CHUNK_OVERHEAD = 12;

  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;

  /** The most bytes that one byte of DEFLATE data can stand for. */
  private static final long MAX_INFLATION = 1032;

  private final FileBytes file;
  private long headerBytes = SIGNATURE_BYTES;
  private int pixelBytes;
  private boolean hasPixels;
  private boolean hasAllPixels;

  private PngFile(FileBytes file) {
    this.file = file;
  }

  static EncodedImage check(FileBytes file) throws BadImageException {
    return new PngFile(file).checked();
  }

  private EncodedImage checked() throws BadImageException {
    file.moveTo(SIGNATURE_BYTES);
    int type;
    do {
      type = checkChunk();
    } while (type != IEND);
    long bits = 8L * MAX_INFLATION * pixelBytes;
    return new EncodedImage(withPixelsInOneChunk(), bits / bitsPerPixel(), 1);
  }

  private int checkChunk() throws BadImageException {
    int start = file.position();
    long length = file.uint32(start);
    int type = (int) file.uint32(start + 4);
    if (length > file.length() - start - (long) CHUNK_OVERHEAD) {
      throw file.cutShort();
    }
    CRC32 crc = new CRC32();
    crc.update(file.all(), start + 4, (int) length + 4);
    file.skip((int) length + CHUNK_OVERHEAD);
    if (crc.getValue() != file.uint32(file.position() - 4)) {
      throw file.damaged("wrong checksum");
    }
    count(type, (int) length);
    return type;
  }

  /** Pixels that another chunk separates from the first ones do not count. */
  private void count(int type, int length) {
    if (type != IDAT) {
      hasAllPixels = hasPixels;
      headerBytes += isNeeded(type) ? CHUNK_OVERHEAD + length : 0;
    } else if (!hasAllPixels) {
      hasPixels = true;
      pixelBytes += length;
    }
  }

  private boolean isNeeded(int type) {
    return !hasPixels && (type == IHDR || type == PLTE || type == TRNS);
  }

  private int bitsPerPixel() {
    int depth = file.uint8(SIGNATURE_BYTES + 16);
    int samples =
        switch (file.uint8(SIGNATURE_BYTES + 17)) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    return Math.max(1, depth * samples);
  }

  /** Returns the file itself if it has no other chunks. */
  private byte[] withPixelsInOneChunk() {
    int end = file.position();
    long length = headerBytes + CHUNK_OVERHEAD + pixelBytes + CHUNK_OVERHEAD;
    if (length == end || !hasPixels) {
      return file.all();
    }
    ByteBuffer out = ByteBuffer.allocate((int) length);
    out.put(file.all(), 0, SIGNATURE_BYTES);
    int data = copyHeader(out);
    out.putInt(pixelBytes).putInt(IDAT);
    int at = data;
    while (pixelBytes > out.position() - headerBytes - 8) {
      int chunk = (int) file.uint32(at);
      out.put(file.all(), at + 8, chunk);
      at += chunk + CHUNK_OVERHEAD;
    }
    CRC32 crc = new CRC32();
    crc.update(out.array(), (int) headerBytes + 4, pixelBytes + 4);
    out.putInt((int) crc.getValue());
    out.put(file.all(), end - CHUNK_OVERHEAD, CHUNK_OVERHEAD);
    return out.array();
  }

  /** Copies the needed chunks before the pixels, and returns where the pixels begin. */
  private int copyHeader(ByteBuffer out) {
    int at = SIGNATURE_BYTES;
    while (file.uint32(at + 4) != IDAT) {
      int type = (int) file.uint32(at + 4);
      int whole = (int) file.uint32(at) + CHUNK_OVERHEAD;
      if (type == IHDR || type == PLTE || type == TRNS) {
        out.put(file.all(), at, whole);
      }
      at += whole;
    }
    return at;
  }
}

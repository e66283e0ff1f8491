package dev.highorder.image;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A strip or tile of a TIFF: compressed pixels.
 *
 * <p>Java's reader takes data that end too early for black pixels. So it is counted here how many
 * bytes come of them; what is left when all pixels are there is not passed on.
 */
final class TiffBlock {

  private static final int TABLE_SIZE = 4096;
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_CODE = 258;

  /** Java builds a table anew at each clear code, so many of them take long. */
  private static final int CODES_PER_CLEAR = 64;

  private static final int FREE_CLEARS = 16;

  private final FileBytes file;
  private final byte[] data;
  private final long needed;

  /**
   * Creates a block.
   *
   * @param file the file, for messages
   * @param data the compressed pixels
   * @param needed the number of bytes that they must have uncompressed
   */
  TiffBlock(FileBytes file, byte[] data, long needed) {
    this.file = file;
    this.data = data;
    this.needed = needed;
  }

  /**
   * Returns the number of bytes of data that describe all pixels.
   *
   * @param rows the number of rows of the block
   * @throws BadImageException if the data are too short, or damaged
   */
  int length(int compression, int rows) throws BadImageException {
    return switch (compression) {
      case TiffPixels.LZW -> lzwLength();
      case TiffPixels.PACK_BITS -> packBitsLength();
      case TiffPixels.DEFLATE, TiffPixels.OLD_DEFLATE -> deflateLength();
      // A row takes at least a bit.
      case TiffPixels.GROUP_4 -> atLeast((rows + 7) / 8, data.length);
      default -> atLeast(needed, (int) needed);
    };
  }

  private int atLeast(long least, int length) throws BadImageException {
    if (data.length < least) {
      throw file.cutShort();
    }
    return length;
  }

  private int deflateLength() throws BadImageException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      byte[] part = new byte[1 << 13];
      long made = 0;
      while (made < needed) {
        int count = inflater.inflate(part);
        if (count == 0) {
          throw file.cutShort();
        }
        made += count;
      }
      return data.length;
    } catch (DataFormatException e) {
      throw file.damaged("compressed data are wrong");
    } finally {
      inflater.end();
    }
  }

  private int packBitsLength() throws BadImageException {
    long made = 0;
    int at = 0;
    while (made < needed) {
      if (at >= data.length) {
        throw file.cutShort();
      }
      int header = data[at];
      if (header == Byte.MIN_VALUE) {
        // It has no effect; Java's reader passes over the next byte besides.
        throw file.damaged("a packet of no bytes");
      }
      at += header >= 0 ? header + 2 : 2;
      made += Math.abs(header) + 1;
    }
    return atLeast(at, at);
  }

  private int lzwLength() throws BadImageException {
    if (data.length >= 2 && data[0] == 0 && data[1] == 1) {
      throw file.bad(
          "is a TIFF with LZW compression of an old kind. Save it again as PNG or JPEG.");
    }
    int[] lengths = new int[TABLE_SIZE];
    Arrays.fill(lengths, 0, CLEAR, 1);
    long bit = 0;
    long made = 0;
    long codes = 0;
    long clears = 0;
    int next = FIRST_CODE;
    int previous = 0;
    while (made < needed) {
      int width = width(next);
      int code = bit + width > 8L * data.length ? END : code(bit, width);
      bit += width;
      codes++;
      if (code == END) {
        throw file.cutShort();
      }
      if (code == CLEAR) {
        clears++;
        next = FIRST_CODE;
        previous = -1;
        continue;
      }
      if (previous >= 0 && next < TABLE_SIZE) {
        lengths[next++] = lengths[previous] + 1;
      } else if (previous >= 0 || code > CLEAR) {
        throw file.damaged("compressed data are wrong");
      }
      if (code >= next || clears > FREE_CLEARS + codes / CODES_PER_CLEAR) {
        throw file.damaged("compressed data are wrong");
      }
      made += lengths[code];
      previous = code;
    }
    return (int) ((bit + 7) / 8);
  }

  /** Codes become longer one entry before the table needs it. */
  private static int width(int next) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(next + 1);
    return Math.max(9, Math.min(12, bits));
  }

  private int code(long bit, int width) {
    int at = (int) (bit / 8);
    int bits = 0;
    for (int i = 0; i < 3; i++) {
      bits = bits << 8 | (at + i < data.length ? data[at + i] & 0xff : 0);
    }
    return bits >> (24 - bit % 8 - width) & ((1 << width) - 1);
  }
}

package dev.highorder.image;

/**
 * The number of pixels that the LZW data of a GIF hold, found without decoding them.
 *
 * <p>A code stands for up to 4096 pixels, so data that go on after the last pixel could keep a
 * decoder busy for hours.
 *
 * @param count the number of pixels; at least the declared number if the data suffice
 * @param end the end of the sub-block that holds the last pixel that is needed
 */
record GifPixels(long count, int end) {

  private static final int MAX_ROOT_BITS = 8;
  private static final int MAX_CODES = 4096;

  /**
   * Counts pixels until there are enough.
   *
   * @param start the position of the data, which begin with the number of bits of a colour
   * @param declared the number of pixels that the image must have
   * @throws BadImageException if a code is used before it is defined
   */
  static GifPixels count(FileBytes file, int start, long declared) throws BadImageException {
    int rootBits = file.uint8(start);
    if (rootBits < 1 || rootBits > MAX_ROOT_BITS) {
      throw file.damaged("colours of %s bits".formatted(rootBits));
    }
    return new Counter(file, start + 1, rootBits).countUpTo(declared);
  }

  /** The state of a decoder that keeps only the lengths of its strings. */
  private static final class Counter {

    private final FileBytes file;
    private final int clearCode;
    private final int rootBits;
    private final short[] lengths = new short[MAX_CODES];

    private int codes;
    private int codeBits;
    private int previous;

    private int position;
    private int blockEnd;
    private int bits;
    private int bitCount;

    Counter(FileBytes file, int position, int rootBits) {
      this.file = file;
      this.position = position;
      this.rootBits = rootBits;
      blockEnd = position;
      clearCode = 1 << rootBits;
      for (int i = 0; i < clearCode; i++) {
        lengths[i] = 1;
      }
      clear();
    }

    private void clear() {
      codes = clearCode + 2;
      codeBits = rootBits + 1;
      previous = 0;
    }

    GifPixels countUpTo(long declared) throws BadImageException {
      long pixels = 0;
      while (pixels < declared) {
        int code = nextCode();
        if (code < 0 || code == clearCode + 1) {
          break;
        } else if (code == clearCode) {
          clear();
        } else {
          pixels += define(code);
        }
      }
      return new GifPixels(pixels, blockEnd);
    }

    /** Returns the length of a code's string, and defines the next code if there is room. */
    private int define(int code) throws BadImageException {
      boolean isFirst = previous == 0;
      if (code > codes || (code == codes && isFirst)) {
        throw file.damaged("wrong LZW code");
      }
      int length = code < codes ? lengths[code] : previous + 1;
      if (!isFirst && codes < MAX_CODES) {
        lengths[codes++] = (short) (previous + 1);
        if (codes == 1 << codeBits && codes < MAX_CODES) {
          codeBits++;
        }
      }
      previous = length;
      return length;
    }

    /** Returns the next code; -1 after the last sub-block. */
    private int nextCode() {
      while (bitCount < codeBits) {
        if (position == blockEnd) {
          int length = file.uint8(position);
          if (length == 0) {
            return -1;
          }
          blockEnd = ++position + length;
        }
        bits |= file.uint8(position++) << bitCount;
        bitCount += 8;
      }
      int code = bits & ((1 << codeBits) - 1);
      bits >>>= codeBits;
      bitCount -= codeBits;
      return code;
    }
  }
}

package dev.highorder.image;

/**
 * The structure of a JPEG file: segments with a length, scans without one, and the end-of-image
 * mark.
 *
 * <p>Each scan may cost as much as all pixels although it has few bytes, so their number is
 * limited; so is that of the segments, which a decoder keeps in a list that it searches.
 */
final class JpegFile {

  /** More than encoders write, which is at most about 20 for a progressive image. */
  private static final int MAX_SCANS = 100;

  /** Metadata of 600 MB fits into as many. */
  private static final int MAX_SEGMENTS = 10_000;

  /** A byte has 8 bits, each at least a block of 8 x 8 pixels. */
  private static final long MAX_PIXELS_PER_BYTE = 8 * 64;

  private static final int FIRST_FRAME = 0xc0;
  private static final int PROGRESSIVE_FRAME = 0xc2;
  private static final int HUFFMAN_TABLE = 0xc4;
  private static final int RESERVED = 0xc8;
  private static final int ARITHMETIC_TABLE = 0xcc;
  private static final int LAST_FRAME = 0xcf;
  private static final int END = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  private final FileBytes file;
  private int segments;
  private int scans;
  private int passes;

  private JpegFile(FileBytes file) {
    this.file = file;
  }

  static EncodedImage check(FileBytes file) throws BadImageException {
    return new JpegFile(file).checked();
  }

  private EncodedImage checked() throws BadImageException {
    file.moveTo(2);
    int marker = nextMarker(file);
    while (marker != END) {
      if (++segments > MAX_SEGMENTS) {
        throw file.bad("has more than %s segments. Save it again.".formatted(MAX_SEGMENTS));
      }
      checkSegment(marker);
      marker = nextMarker(file);
    }
    return new EncodedImage(file.all(), MAX_PIXELS_PER_BYTE * file.length(), passes);
  }

  /** Finds 0xff, any number of fill bytes 0xff, and the marker; other bytes are passed over. */
  static int nextMarker(FileBytes file) {
    int next = file.next();
    while (next != 0xff) {
      next = file.next();
    }
    while (next == 0xff) {
      next = file.next();
    }
    return next;
  }

  private void checkSegment(int marker) throws BadImageException {
    int start = file.position();
    if (isFrame(marker)) {
      checkFrame(marker);
    }
    if (hasLength(marker)) {
      file.skip(Math.max(2, file.uint16(start)));
    }
    if (marker == START_OF_SCAN) {
      countScan(start);
      skipScan();
    }
  }

  static boolean isFrame(int marker) {
    return marker >= FIRST_FRAME
        && marker <= LAST_FRAME
        && marker != HUFFMAN_TABLE
        && marker != RESERVED
        && marker != ARITHMETIC_TABLE;
  }

  private void checkFrame(int marker) throws BadImageException {
    if (marker > PROGRESSIVE_FRAME) {
      throw file.bad(
          "is a lossless, hierarchical or arithmetically coded JPEG, which cannot be read. Save it again as a baseline JPEG.");
    }
  }

  static boolean hasLength(int marker) {
    return marker > 0x01 && (marker < 0xd0 || marker > 0xd8);
  }

  /** A decoder goes through the pixels once for each component of a scan. */
  private void countScan(int start) throws BadImageException {
    passes += file.uint8(start + 2);
    if (++scans > MAX_SCANS) {
      throw file.bad(
          "has more than %s scans, each of which takes as long as a whole image. Save it again."
              .formatted(MAX_SCANS));
    }
  }

  /** In a scan, 0xff is data if 0 follows, and a restart mark if 0xd0 to 0xd7 follow. */
  private void skipScan() {
    while (true) {
      int at = file.position();
      if (file.uint8(at) == 0xff) {
        int next = file.uint8(at + 1);
        if (next != 0 && (next < 0xd0 || next > 0xd7)) {
          return;
        }
      }
      file.skip(1);
    }
  }
}

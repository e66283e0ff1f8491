package dev.highorder.image;

import java.util.Map;
import java.util.Set;

/**
 * The kind of pixels of a TIFF: grey, a palette, RGB or inks, of how many samples and bits, and how
 * they are compressed. Kinds that Java's reader does not know, or shows wrongly, are refused by
 * name.
 */
final class TiffPixels {

  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int SAMPLES = 277;
  static final int PLANAR = 284;
  static final int PREDICTOR = 317;
  static final int COLOUR_MAP = 320;
  static final int EXTRA_SAMPLES = 338;
  private static final int INK_SET = 332;
  private static final int SAMPLE_FORMAT = 339;

  static final int UNCOMPRESSED = 1;
  static final int GROUP_4 = 4;
  static final int LZW = 5;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32_946;
  static final int PACK_BITS = 32_773;
  private static final Set<Integer> COMPRESSIONS =
      Set.of(UNCOMPRESSED, GROUP_4, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS);
  private static final Map<Integer, String> OTHER_COMPRESSIONS =
      Map.of(2, "CCITT RLE", 3, "CCITT group 3", 6, "JPEG", 7, "JPEG");

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  static final int PALETTE = 3;
  static final int INKS = 5;
  private static final Map<Integer, String> OTHER_COLOURS = Map.of(6, "YCbCr", 8, "Lab");

  private static final int CMYK = 1;
  private static final int PREMULTIPLIED_ALPHA = 1;
  private static final int ALPHA = 2;
  private static final int UNSIGNED = 1;
  private static final int FLOAT = 3;
  private static final int HORIZONTAL = 2;

  private final TiffDirectory directory;
  private final FileBytes file;

  final int photometric;
  final int compression;
  final int samples;
  final int bits;
  final boolean isPlanar;

  TiffPixels(TiffDirectory directory, FileBytes file) throws BadImageException {
    this.directory = directory;
    this.file = file;
    photometric = directory.value(PHOTOMETRIC);
    compression = directory.value(COMPRESSION, UNCOMPRESSED);
    samples = directory.value(SAMPLES, 1);
    bits = directory.value(BITS, 1);
    isPlanar = directory.value(PLANAR, 1) == 2 && samples > 1;
    check();
  }

  private void check() throws BadImageException {
    if (!COMPRESSIONS.contains(compression)) {
      String other = OTHER_COMPRESSIONS.getOrDefault(compression, "kind " + compression);
      throw unsupported(other + " compression");
    }
    checkFormat();
    boolean isKnown =
        switch (photometric) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO -> isKnownGrey();
          case RGB -> isKnownRgb();
          case PALETTE -> samples == 1 && Set.of(1, 2, 4, 8).contains(bits);
          case INKS -> samples == Inks.COUNT && bits == 8 && directory.value(INK_SET, CMYK) == CMYK;
          default -> {
            String other = OTHER_COLOURS.getOrDefault(photometric, "kind " + photometric);
            throw unsupported(other + " colours");
          }
        };
    if (!isKnown || !haveSameBits()) {
      throw unsupported("%s samples of %s bits a pixel".formatted(samples, bits));
    }
    if (compression == GROUP_4 && bits * samples != 1) {
      throw file.damaged("CCITT group 4 with more than one bit");
    }
  }

  private void checkFormat() throws BadImageException {
    int format = directory.value(SAMPLE_FORMAT, UNSIGNED);
    if (format != UNSIGNED) {
      throw unsupported(format == FLOAT ? "floating-point samples" : "signed samples");
    }
    // Without one of these compressions, no predictor is applied.
    if (predictor() > HORIZONTAL || (predictor() == HORIZONTAL && bits != 8)) {
      throw unsupported("a predictor of %s bits".formatted(bits));
    }
  }

  /** Returns the tag's value, 1 for none. */
  int predictor() throws BadImageException {
    boolean isPossible = Set.of(LZW, DEFLATE, OLD_DEFLATE).contains(compression);
    return isPossible ? directory.value(PREDICTOR, 1) : 1;
  }

  boolean hasAlpha() {
    return samples == 2 || (samples == 4 && photometric == RGB);
  }

  private boolean isKnownGrey() throws BadImageException {
    if (samples == 2) {
      return (bits == 8 || bits == 16)
          && photometric == BLACK_IS_ZERO
          && directory.value(EXTRA_SAMPLES, 0) == ALPHA;
    }
    return samples == 1 && Set.of(1, 2, 4, 8, 16).contains(bits);
  }

  private boolean isKnownRgb() throws BadImageException {
    if (samples == 4) {
      int fourth = directory.value(EXTRA_SAMPLES, 0);
      if (fourth != ALPHA && fourth != PREMULTIPLIED_ALPHA) {
        throw unsupported("a fourth sample that is not said to be transparency");
      }
    }
    return (samples == 3 || samples == 4) && (bits == 8 || bits == 16);
  }

  private boolean haveSameBits() throws BadImageException {
    for (int each : directory.values(BITS, Math.min(samples, directory.count(BITS)))) {
      if (each != bits) {
        return false;
      }
    }
    return true;
  }

  private BadImageException unsupported(String what) {
    return file.bad(
        "is a TIFF with %s, which is not read. Save it again as PNG or JPEG.".formatted(what));
  }
}

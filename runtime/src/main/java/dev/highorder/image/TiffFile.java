package dev.highorder.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The structure of a TIFF file: a chain of directories, the first of which describes the pixels
 * that are read, and strips or tiles of pixels, which may lie anywhere.
 *
 * <p>A new file is written with nothing but these pixels and the entries that they need: a decoder
 * would follow the chain wherever it leads, and believe numbers and lengths in all other entries.
 */
final class TiffFile {

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int FILL_ORDER = 266;
  private static final int STRIP_OFFSETS = 273;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int PROFILE = 34_675;

  private static final Set<Integer> OF_TWO_BYTES =
      Set.of(
          TiffPixels.BITS,
          TiffPixels.COMPRESSION,
          TiffPixels.PHOTOMETRIC,
          TiffPixels.SAMPLES,
          TiffPixels.PLANAR,
          TiffPixels.PREDICTOR,
          TiffPixels.COLOUR_MAP,
          TiffPixels.EXTRA_SAMPLES);

  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LOW_BITS_FIRST = 2;

  /** The sides of tiles are multiples of it. */
  private static final int TILE_STEP = 16;

  private final FileBytes file;
  private final TiffDirectory directory;
  private final TiffPixels pixels;
  private final boolean isTiled;
  private final int width;
  private final int height;
  private final Map<Integer, int[]> entries = new TreeMap<>();
  private int blockWidth;
  private int blockHeight;

  private TiffFile(FileBytes file) throws BadImageException {
    this.file = file;
    directory = new TiffDirectory(file);
    pixels = new TiffPixels(directory, file);
    isTiled = directory.has(TILE_WIDTH);
    width = directory.value(WIDTH);
    height = directory.value(HEIGHT);
  }

  static EncodedImage check(FileBytes file) throws BadImageException {
    return new TiffFile(file).checked();
  }

  private EncodedImage checked() throws BadImageException {
    requireSides(width, height);
    put(WIDTH, width);
    put(HEIGHT, height);
    putPixels();
    boolean isTooLarge =
        Math.max(width, height) > ImageFile.MAX_SIDE
            || (long) width * height > ImageFile.MAX_PIXELS;
    if (isTooLarge) {
      // Left to the check of sizes.
      return new EncodedImage(alone(new int[0], new int[0]), Long.MAX_VALUE, 1);
    }
    readBlockSize();
    int count = across() * down() * (pixels.isPlanar ? pixels.samples : 1);
    int[] offsets = directory.values(isTiled ? TILE_OFFSETS : STRIP_OFFSETS, count);
    int[] lengths = directory.values(isTiled ? TILE_LENGTHS : STRIP_LENGTHS, count);
    requireInside(offsets, lengths);
    byte[] profile = pixels.photometric == TiffPixels.INKS ? directory.bytes(PROFILE) : new byte[0];
    return new EncodedImage(alone(offsets, lengths), Long.MAX_VALUE, passes(), profile, 0);
  }

  private void requireSides(int across, int down) throws BadImageException {
    if (across == 0 || down == 0) {
      throw file.damaged("a side of 0 pixels");
    }
  }

  private void put(int tag, int... values) {
    entries.put(tag, values);
  }

  private void putPixels() throws BadImageException {
    int[] bits = new int[pixels.samples];
    Arrays.fill(bits, pixels.bits);
    put(TiffPixels.BITS, bits);
    put(TiffPixels.COMPRESSION, pixels.compression);
    put(TiffPixels.PHOTOMETRIC, pixels.photometric);
    put(TiffPixels.SAMPLES, pixels.samples);
    put(TiffPixels.PLANAR, pixels.isPlanar ? 2 : 1);
    put(TiffPixels.PREDICTOR, pixels.predictor());
    if (pixels.photometric == TiffPixels.PALETTE) {
      put(TiffPixels.COLOUR_MAP, colourMap());
    }
    if (pixels.hasAlpha()) {
      put(TiffPixels.EXTRA_SAMPLES, directory.value(TiffPixels.EXTRA_SAMPLES));
    }
  }

  /**
   * Levels of 16 bits, of which the upper 8 are shown, as other programs do; a map without any
   * upper bits was meant as 8 bits.
   */
  private int[] colourMap() throws BadImageException {
    int[] levels = directory.values(TiffPixels.COLOUR_MAP, RgbImage.CHANNELS << pixels.bits);
    int shift = Arrays.stream(levels).allMatch(level -> level < 256) ? 0 : 8;
    return Arrays.stream(levels).map(level -> (level >> shift & 0xff) * 257).toArray();
  }

  private void readBlockSize() throws BadImageException {
    if (isTiled) {
      blockWidth = directory.value(TILE_WIDTH);
      blockHeight = directory.value(TILE_HEIGHT);
      put(TILE_WIDTH, blockWidth);
      put(TILE_HEIGHT, blockHeight);
    } else {
      blockWidth = width;
      blockHeight = Math.min(height, directory.value(ROWS_PER_STRIP, Integer.MAX_VALUE));
      put(ROWS_PER_STRIP, blockHeight);
    }
    requireSides(blockWidth, blockHeight);
    // A decoder allocates a whole tile, however small the image is.
    long most = Math.max(DecodingBudget.MAX_SMALL, (long) width * height);
    boolean isWhole = blockWidth % TILE_STEP == 0 && blockHeight % TILE_STEP == 0;
    if (isTiled && (!isWhole || (long) blockWidth * blockHeight > most)) {
      throw file.damaged("tiles of %s x %s pixels".formatted(blockHeight, blockWidth));
    }
  }

  private int across() {
    return (int) (((long) width + blockWidth - 1) / blockWidth);
  }

  private int down() {
    return (int) (((long) height + blockHeight - 1) / blockHeight);
  }

  /** Returns how often all pixels would be decoded in the time that the tiles take. */
  private int passes() {
    long all = (long) across() * down() * blockWidth * blockHeight;
    long area = (long) width * height;
    return (int) ((all + area - 1) / area);
  }

  private void requireInside(int[] offsets, int[] lengths) throws BadImageException {
    long sum = 0;
    for (int i = 0; i < offsets.length; i++) {
      sum += lengths[i];
      if ((long) offsets[i] + lengths[i] > file.length()) {
        throw file.cutShort();
      }
    }
    if (sum > file.length()) {
      throw file.damaged("strips or tiles that share bytes");
    }
  }

  private byte[] alone(int[] offsets, int[] lengths) throws BadImageException {
    long capacity = HEADER_BYTES + 1 + 2 + 4;
    put(isTiled ? TILE_OFFSETS : STRIP_OFFSETS, offsets.clone());
    put(isTiled ? TILE_LENGTHS : STRIP_LENGTHS, lengths.clone());
    for (int[] values : entries.values()) {
      capacity += ENTRY_BYTES + 4L * values.length;
    }
    capacity += Arrays.stream(lengths).asLongStream().sum();
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(capacity)).order(directory.order());
    boolean isLittle = out.order() == ByteOrder.LITTLE_ENDIAN;
    out.putShort((short) (isLittle ? 0x4949 : 0x4d4d)).putShort((short) 42);
    out.position(HEADER_BYTES);
    for (int i = 0; i < offsets.length; i++) {
      putBlock(i, offsets[i], lengths[i], out);
    }
    out.position(out.position() + out.position() % 2);
    out.putInt(4, out.position());
    putDirectory(out);
    return out.array();
  }

  private void putBlock(int i, int offset, int length, ByteBuffer out) throws BadImageException {
    byte[] data = Arrays.copyOfRange(file.all(), offset, offset + length);
    if (directory.value(FILL_ORDER, 1) == LOW_BITS_FIRST) {
      for (int at = 0; at < data.length; at++) {
        data[at] = (byte) (Integer.reverse(data[at]) >>> 24);
      }
    }
    int row = i / across() % down();
    int rows = isTiled ? blockHeight : Math.min(blockHeight, height - row * blockHeight);
    int samples = pixels.isPlanar ? 1 : pixels.samples;
    long rowBytes = ((long) blockWidth * samples * pixels.bits + 7) / 8;
    int used = new TiffBlock(file, data, rows * rowBytes).length(pixels.compression, rows);
    entries.get(isTiled ? TILE_OFFSETS : STRIP_OFFSETS)[i] = out.position();
    entries.get(isTiled ? TILE_LENGTHS : STRIP_LENGTHS)[i] = used;
    out.put(data, 0, used);
  }

  private void putDirectory(ByteBuffer out) {
    int at = out.position() + 2 + ENTRY_BYTES * entries.size() + 4;
    out.putShort((short) entries.size());
    for (Map.Entry<Integer, int[]> entry : entries.entrySet()) {
      int[] values = entry.getValue();
      int bytes = OF_TWO_BYTES.contains(entry.getKey()) ? 2 : 4;
      out.putShort((short) (int) entry.getKey()).putShort((short) (bytes == 2 ? SHORT : LONG));
      out.putInt(values.length);
      if (values.length * bytes <= 4) {
        putValues(values, bytes, out.position(), out);
      } else {
        putValues(values, bytes, at, out);
        out.putInt(out.position(), at);
        at += values.length * bytes;
      }
      out.position(out.position() + 4);
    }
  }

  private static void putValues(int[] values, int bytes, int start, ByteBuffer out) {
    for (int i = 0; i < values.length; i++) {
      if (bytes == 2) {
        out.putShort(start + 2 * i, (short) values[i]);
      } else {
        out.putInt(start + 4 * i, values[i]);
      }
    }
  }
}

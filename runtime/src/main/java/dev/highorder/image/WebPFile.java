package dev.highorder.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The structure of a WebP file: a RIFF container of chunks, one of which holds the pixels.
 *
 * <p>Of an animation the first frame is passed on, without its place on the canvas, as an image of
 * its own. A new container is written with nothing but the pixels and their transparency: the
 * decoder would believe the sizes that other chunks claim, and apply a colour profile.
 */
final class WebPFile {

  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int EXTENDED_BYTES = 10;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int HAS_ALPHA = 0x10;
  private static final int VP8_HEADER_BYTES = 10;
  private static final int VP8_START_CODE = 0x2a019d;
  private static final int VP8L_SIGNATURE = 0x2f;
  private static final int SIDE_MASK = 0x3fff;

  /** More than a file with one image has, and than most animations have. */
  private static final int MAX_CHUNKS = 10_000;

  /**
   * A code may stand for any number of equal pixels, so the bytes alone bound nothing: 40 of them
   * can hold a plain image of any size. Such images are read up to this number of pixels, 512 x
   * 512: the library may take ten microseconds for each.
   */
  private static final long MAX_PLAIN_PIXELS = 1 << 18;

  /** More than an image has that is not plain. */
  private static final long MAX_PIXELS_PER_BYTE = 1000;

  private static final int MAX_GROUPS = 1 << 16;
  private static final int LEAST_BITS_OF_GROUP = 20;

  /** Five tables of 256 numbers, and the objects that hold them. */
  private static final int BYTES_OF_GROUP = 5 * (256 * Integer.BYTES + 64);

  private final FileBytes file;
  private int alpha = -1;
  private int pixels = -1;
  private int chunks;

  private WebPFile(FileBytes file) {
    this.file = file;
  }

  static EncodedImage check(FileBytes file) throws BadImageException {
    return new WebPFile(file).checked();
  }

  private EncodedImage checked() throws BadImageException {
    long end = CHUNK_HEADER_BYTES + unsigned32(4);
    if (end > file.length()) {
      throw file.cutShort();
    }
    readChunks(HEADER_BYTES, (int) end);
    if (pixels < 0) {
      throw file.bad("holds no image. Fetch it again, or delete it.");
    }
    ImageSize size = isLossy(pixels) ? lossySize() : losslessSize();
    long maxPixels = Math.max(MAX_PLAIN_PIXELS, MAX_PIXELS_PER_BYTE * unsigned32(pixels + 4));
    return new EncodedImage(alone(size), maxPixels, 1, new byte[0], tableBytes());
  }

  /**
   * Lossless data choose among groups of five prefix codes, and the decoder has a table for each
   * code. Nothing but the length of the data bounds how many groups there are: a group of codes for
   * one symbol each has 20 bits.
   */
  private long tableBytes() {
    int chunk = isLossy(pixels) ? alpha : pixels;
    if (chunk < 0) {
      return 0;
    }
    long groups = unsigned32(chunk + 4) * Byte.SIZE / LEAST_BITS_OF_GROUP;
    return Math.min(groups, MAX_GROUPS) * BYTES_OF_GROUP;
  }

  /** Finds the first image; an animation has it in a chunk of its own. */
  private void readChunks(int start, int end) throws BadImageException {
    int at = start;
    while (at + CHUNK_HEADER_BYTES <= end) {
      long next = at + CHUNK_HEADER_BYTES + unsigned32(at + 4);
      if (next > end) {
        throw file.cutShort();
      }
      if (++chunks > MAX_CHUNKS) {
        throw file.bad("has more than %s chunks. Save it again.".formatted(MAX_CHUNKS));
      }
      readChunk(at, (int) next);
      // Chunks begin at even positions; the last one need not be filled up.
      at = (int) (next + next % 2);
    }
  }

  private void readChunk(int at, int end) throws BadImageException {
    if (pixels >= 0) {
      return;
    }
    switch (type(at)) {
      case "VP8 ", "VP8L" -> pixels = at;
      case "ALPH" -> alpha = at;
      case "ANMF" -> readChunks(at + CHUNK_HEADER_BYTES + FRAME_HEADER_BYTES, end);
      default -> {
        // Metadata, a colour profile, or a chunk that this program does not know.
      }
    }
  }

  private String type(int chunk) {
    return new String(file.all(), chunk, 4, StandardCharsets.ISO_8859_1);
  }

  private boolean isLossy(int chunk) {
    return type(chunk).equals("VP8 ");
  }

  private ImageSize lossySize() throws BadImageException {
    int data = pixels + CHUNK_HEADER_BYTES;
    int tag = file.littleEndian32(data) & 0xffffff;
    boolean isKeyFrame = (tag & 1) == 0;
    if (!isKeyFrame || (file.littleEndian32(data + 2) >>> 8) != VP8_START_CODE) {
      throw file.damaged("no key frame");
    }
    // Its first partition has the way in which each block of pixels is coded.
    if (VP8_HEADER_BYTES + (tag >>> 5) > unsigned32(pixels + 4)) {
      throw file.cutShort();
    }
    return size(file.littleEndian16(data + 6), file.littleEndian16(data + 8), 0);
  }

  private ImageSize losslessSize() throws BadImageException {
    int data = pixels + CHUNK_HEADER_BYTES;
    if (file.uint8(data) != VP8L_SIGNATURE) {
      throw file.damaged("no lossless data");
    }
    int sides = file.littleEndian32(data + 1);
    return size(sides, sides >>> 14, 1);
  }

  private ImageSize size(int width, int height, int more) throws BadImageException {
    ImageSize size;
    try {
      size = new ImageSize((height & SIDE_MASK) + more, (width & SIDE_MASK) + more);
    } catch (IllegalArgumentException e) {
      throw file.damaged("a side of 0 pixels");
    }
    return size;
  }

  private byte[] alone(ImageSize size) {
    ByteArrayOutputStream chunksOut = new ByteArrayOutputStream();
    boolean hasAlpha = alpha >= 0 && isLossy(pixels);
    if (hasAlpha) {
      chunksOut.writeBytes(extended(size));
      copy(alpha, chunksOut);
    }
    copy(pixels, chunksOut);
    byte[] container = new byte[HEADER_BYTES + chunksOut.size()];
    ByteBuffer out = ByteBuffer.wrap(container).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(4 + chunksOut.size()).put(ascii("WEBP"));
    out.put(chunksOut.toByteArray());
    return container;
  }

  /** The chunk that announces transparency, and the size of the canvas. */
  private static byte[] extended(ImageSize size) {
    byte[] chunk = new byte[CHUNK_HEADER_BYTES + EXTENDED_BYTES];
    ByteBuffer out = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("VP8X")).putInt(EXTENDED_BYTES).putInt(HAS_ALPHA);
    int width = size.width() - 1;
    int height = size.height() - 1;
    out.putShort((short) width).put((byte) 0);
    out.putShort((short) height).put((byte) 0);
    return chunk;
  }

  private void copy(int chunk, ByteArrayOutputStream out) {
    int length = file.littleEndian32(chunk + 4);
    out.write(file.all(), chunk, CHUNK_HEADER_BYTES + length);
    if (length % 2 == 1) {
      out.write(0);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private long unsigned32(int at) {
    return Integer.toUnsignedLong(file.littleEndian32(at));
  }
}

package dev.highorder.image;

import java.io.ByteArrayOutputStream;

/**
 * The structure of a GIF file: a header, then extensions and images that consist of sub-blocks,
 * then the trailer.
 *
 * <p>Only the first image is passed on, and no more of its data than its pixels need: a decoder
 * would unpack all the rest, and some join the sub-blocks of a comment in quadratic time.
 */
final class GifFile {

  private static final int HEADER_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int GRAPHIC_CONTROL_BYTES = 8;
  private static final int IMAGE = 0x2c;
  private static final int DESCRIPTOR_BYTES = 10;
  private static final int TRAILER = 0x3b;

  private final FileBytes file;
  private final ByteArrayOutputStream needed = new ByteArrayOutputStream();
  private int graphicControl = -1;
  private boolean hasImage;
  private long pixels;

  private GifFile(FileBytes file) {
    this.file = file;
  }

  static EncodedImage check(FileBytes file) throws BadImageException {
    return new GifFile(file).checked();
  }

  private EncodedImage checked() throws BadImageException {
    int header = HEADER_BYTES + colourTable(file.uint8(10));
    copy(0, header);
    file.moveTo(header);
    int block = file.next();
    while (block != TRAILER) {
      if (block == EXTENSION) {
        checkExtension();
      } else if (block == IMAGE) {
        checkImage();
      } else if (hasImage) {
        // Bytes that belong to no block; the image is complete.
        break;
      } else {
        throw file.damaged("unknown block " + block);
      }
      block = file.next();
    }
    if (!hasImage) {
      throw file.bad("holds no image. Fetch it again, or delete it.");
    }
    needed.write(TRAILER);
    return new EncodedImage(needed.toByteArray(), pixels, 1);
  }

  private static int colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** The last graphic control extension before an image names its transparent colour. */
  private void checkExtension() {
    int start = file.position() - 1;
    if (file.next() == GRAPHIC_CONTROL
        && file.uint8(start + 2) == GRAPHIC_CONTROL_BYTES - 4
        && !hasImage) {
      graphicControl = start;
    }
    skipSubBlocks();
  }

  private void checkImage() throws BadImageException {
    int start = file.position() - 1;
    int data = start + DESCRIPTOR_BYTES + colourTable(file.uint8(start + DESCRIPTOR_BYTES - 1));
    file.moveTo(data + 1);
    if (!hasImage) {
      hasImage = true;
      if (graphicControl >= 0) {
        copy(graphicControl, graphicControl + GRAPHIC_CONTROL_BYTES);
      }
      long declared = (long) file.littleEndian16(start + 5) * file.littleEndian16(start + 7);
      GifPixels counted = GifPixels.count(file, data, declared);
      pixels = counted.count();
      copy(start, counted.end());
      needed.write(0);
    }
    skipSubBlocks();
  }

  private void copy(int from, int to) {
    if (to > file.length()) {
      throw new IndexOutOfBoundsException(to);
    }
    needed.write(file.all(), from, to - from);
  }

  private void skipSubBlocks() {
    int length;
    do {
      length = file.next();
      file.skip(length);
    } while (length != 0);
  }
}

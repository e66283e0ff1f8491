package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small files that take a careless reader much time or memory, or stop it for good. */
public final class HostileImages {

  private HostileImages() {}

  /** A BMP of 2 rows and 3 columns that claims to embed a PNG of 2 GB. */
  public static byte[] bmpWithHugePng() {
    return bmp(40, 5, Integer.MAX_VALUE, new byte[200]);
  }

  /** A BMP of 2 rows and 3 columns at 24 bits. */
  static byte[] bmp(int headerBytes, int compression, int imageBytes, byte[] pixels) {
    int offset = 14 + headerBytes;
    ByteBuffer bmp = ByteBuffer.allocate(offset + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(offset);
    bmp.putInt(headerBytes).putInt(3).putInt(2).putShort((short) 1).putShort((short) 24);
    bmp.putInt(compression).putInt(imageBytes);
    bmp.position(offset);
    bmp.put(pixels);
    return bmp.array();
  }

  /** A progressive JPEG whose last scan comes some times more. */
  public static byte[] jpegWithScans(BufferedImage image, int more) throws IOException {
    byte[] jpeg = progressiveJpeg(image);
    int last = 0;
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
        last = i;
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < more; i++) {
      out.write(jpeg, last, jpeg.length - 2 - last);
    }
    out.write(jpeg, jpeg.length - 2, 2);
    return out.toByteArray();
  }

  static byte[] progressiveJpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The same image with other bytes after the first two. */
  static byte[] jpegWith(byte[] jpeg, byte[] segments) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + segments.length);
    return out.put(jpeg, 0, 2).put(segments).put(jpeg, 2, jpeg.length - 2).array();
  }

  /** The same PNG with each byte of its pixels in a chunk of its own, and long text before them. */
  static byte[] pngInPieces(byte[] png) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, 8);
    ByteBuffer in = ByteBuffer.wrap(png);
    for (int at = 8; at < png.length; at += in.getInt(at) + 12) {
      byte[] data = Arrays.copyOfRange(png, at + 8, at + 8 + in.getInt(at));
      String type = new String(png, at + 4, 4, StandardCharsets.US_ASCII);
      if (!type.equals("IDAT")) {
        out.writeBytes(chunk(type, data));
        out.writeBytes(type.equals("IHDR") ? chunk("teXt", new byte[100_000]) : new byte[0]);
        continue;
      }
      for (byte single : data) {
        out.writeBytes(chunk("IDAT", new byte[] {single}));
      }
    }
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    return chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array();
  }

  /**
   * The same GIF with a comment in front of its image, and with its pixels twice, that is, with
   * data beyond the last pixel.
   *
   * @param comments the number of sub-blocks of the comment
   */
  static byte[] gifWithSurplus(byte[] gif, int comments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int start = gifImage(gif);
    out.write(gif, 0, start);
    out.writeBytes(new byte[] {0x21, (byte) 0xfe});
    for (int i = 0; i < comments; i++) {
      out.write(255);
      out.writeBytes(new byte[255]);
    }
    out.write(0);
    int data = start + 10 + ((gif[start + 9] & 0x80) == 0 ? 0 : 3 << ((gif[start + 9] & 7) + 1));
    int end = gif.length - 2;
    out.write(gif, start, end - start);
    for (int i = 0; i < 1000; i++) {
      out.write(gif, data + 1, end - data - 1);
    }
    out.write(gif, end, 2);
    return out.toByteArray();
  }

  /** The position of the image in a GIF that Java has written. */
  static int gifImage(byte[] gif) {
    int at = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
    while (gif[at] == 0x21) {
      at += 2;
      while (gif[at] != 0) {
        at += 1 + (gif[at] & 0xff);
      }
      at++;
    }
    return at;
  }

  /** Creates a pipe that nobody writes to; opening it waits for ever. */
  public static Path pipe(Path file) throws IOException, InterruptedException {
    int code = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("mkfifo ended with " + code);
    }
    return file;
  }

  /** Fails if a file is accepted that ends before its last byte. */
  static void assertRefusedWhereverItIsCut(byte[] whole) throws IOException {
    ImageFile.read(whole, "whole");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(BadImageException.class, () -> ImageFile.read(cut, "cut"), "cut at " + length);
    }
  }

  /** Fails if a damaged file gives anything but an image or the one exception. */
  static void assertSurvivesDamage(byte[] whole, Random random, int attempts) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      byte[] damaged = whole.clone();
      int reach = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 200);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(reach);
        damaged[at] = (byte) (random.nextInt(3) == 0 ? -1 : random.nextInt(256));
      }
      try {
        ImageFile.read(damaged, "damaged");
      } catch (BadImageException e) {
        assertTrue(e.getMessage().startsWith("damaged "), e.getMessage());
      }
    }
  }
}

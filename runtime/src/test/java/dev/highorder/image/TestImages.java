package dev.highorder.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images and files with known contents. */
public final class TestImages {

  public static final int RED = 0xff0000;
  public static final int GREEN = 0x00ff00;
  public static final int BLUE = 0x0000ff;

  private TestImages() {}

  /** An image of one colour. */
  public static BufferedImage plain(int height, int width, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  /** An image without any order, which no format can make small. */
  public static BufferedImage noise(int height, int width, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  public static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("no writer for " + format);
    }
    return bytes.toByteArray();
  }

  public static Path write(Path file, BufferedImage image) throws IOException {
    String name = file.getFileName().toString();
    return write(file, encode(image, name.substring(name.lastIndexOf('.') + 1)));
  }

  public static Path write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** An image folder of 2 x 3 images: four to train on, cat and dog, and a dog to test with. */
  public static void writeFolder(Path directory) throws IOException {
    write(directory.resolve("train/dog/2.png"), plain(2, 3, RED));
    write(directory.resolve("train/cat/b.bmp"), plain(2, 3, GREEN));
    write(directory.resolve("train/cat/a.PNG"), plain(2, 3, BLUE));
    write(directory.resolve("train/dog/10.gif"), plain(2, 3, GREEN));
    write(directory.resolve("test/dog/1.png"), plain(2, 3, BLUE));
  }

  /** An RGB image of 12 rows and 8 columns that Pillow stored in an orientation from 5 to 8. */
  public static byte[] orientedFile(String format, int orientation) {
    return OrientationFixture.file(format, orientation);
  }

  /** A PNG that is complete and correct except that it does not hold the pixels it declares. */
  public static byte[] pngThatDeclares(int height, int width) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put((byte) 8).put((byte) 2);
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + 12);
    png.putLong(0x89504e470d0a1a0aL);
    png.put(HostileImages.chunk("IHDR", header.array()));
    png.put(HostileImages.chunk("IDAT", new byte[0]));
    png.put(HostileImages.chunk("IEND", new byte[0]));
    return png.array();
  }
}

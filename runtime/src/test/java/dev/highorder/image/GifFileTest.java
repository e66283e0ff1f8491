package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GifFileTest {

  /** Flat images have the longest strings, noise has tables that fill up and are cleared. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "300, 400", "700, 500"})
  void countsThePixelsOfADecoder(int height, int width) throws IOException {
    for (BufferedImage image :
        new BufferedImage[] {
          TestImages.noise(height, width, 1), TestImages.plain(height, width, TestImages.RED)
        }) {
      byte[] gif = TestImages.encode(image, "gif");
      EncodedImage encoded = FileFormat.GIF.check("a", gif);
      assertEquals((long) height * width, encoded.maxPixels());
      assertSamePixels(gif, encoded.bytes());
    }
  }

  /** A decoder unpacks data beyond the last pixel, and may join comments in quadratic time. */
  @Test
  void onlyTheFirstImageIsPassedOn() throws IOException {
    byte[] gif = TestImages.encode(TestImages.noise(30, 40, 1), "gif");
    byte[] surplus = HostileImages.gifWithSurplus(gif, 1000);
    byte[] passed = FileFormat.GIF.check("a", surplus).bytes();
    assertTrue(passed.length <= gif.length + 255, passed.length + " bytes of " + surplus.length);
    assertSamePixels(gif, passed);
  }

  @Test
  void keepsTheTransparentColour() throws IOException {
    BufferedImage clear = new BufferedImage(4, 3, BufferedImage.TYPE_INT_ARGB);
    byte[] gif = TestImages.encode(clear, "gif");
    assertEquals(0, ImageFile.read(gif, "a").getRGB(1, 1) >>> 24);
  }

  @Test
  void refusesAnImageWithoutEnoughPixels() throws IOException {
    byte[] gif = TestImages.encode(TestImages.noise(30, 40, 1), "gif");
    gif[HostileImages.gifImage(gif) + 7]++;
    assertTrue(refusal(gif).contains("its data are too short"), refusal(gif));
  }

  @Test
  void refusesAFileWithoutAnImage() throws IOException {
    byte[] gif = TestImages.encode(TestImages.noise(3, 4, 1), "gif");
    byte[] empty = new byte[14 + (3 << ((gif[10] & 7) + 1))];
    System.arraycopy(gif, 0, empty, 0, empty.length - 1);
    empty[empty.length - 1] = 0x3b;
    assertTrue(refusal(empty).contains("holds no image"), refusal(empty));
  }

  private static void assertSamePixels(byte[] expected, byte[] actual) throws IOException {
    BufferedImage one = ImageIO.read(new ByteArrayInputStream(expected));
    BufferedImage other = ImageIO.read(new ByteArrayInputStream(actual));
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        assertEquals(one.getRGB(x, y), other.getRGB(x, y));
      }
    }
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

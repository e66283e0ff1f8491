package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RgbImageTest {

  @Test
  void refusesPixelsOfAnotherSize() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new RgbImage(new byte[12], new ImageSize(2, 3)))
            .getMessage();
    assertEquals(
        "12 bytes are not an RGB image of 2 x 3 (height x width). Give 18 bytes.", message);
    message = assertThrows(IllegalArgumentException.class, () -> new ImageSize(0, 3)).getMessage();
    assertEquals("0 x 3 pixels are no image. Give a height and a width of at least 1.", message);
  }

  @Test
  void isConvertedThereAndBack() {
    BufferedImage noise = TestImages.noise(5, 7, 1);
    RgbImage image = RgbImage.of(noise);
    assertEquals(new ImageSize(5, 7), image.size());
    assertEquals(35, image.plane());
    BufferedImage back = image.toBufferedImage();
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        assertEquals(noise.getRGB(x, y), back.getRGB(x, y));
      }
    }
    assertArrayEquals(image.pixels(), RgbImage.of(back).pixels());
  }

  @Test
  void staysItselfAtItsOwnSize() {
    RgbImage image = RgbImage.of(TestImages.noise(5, 7, 1));
    assertSame(image, Preparation.stretch().apply(image, new ImageSize(5, 7)));
    assertEquals(
        new ImageSize(2, 9), Preparation.stretch().apply(image, new ImageSize(2, 9)).size());
  }

  /** Compared with the colours that Java gives for each pixel, put on white. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void hasTheLevelsOfAnyType(int type) {
    BufferedImage whole = new BufferedImage(9, 8, type);
    Random random = new Random(type);
    for (int i = 0; i < 72; i++) {
      whole.setRGB(i % 9, i / 9, random.nextInt());
    }
    BufferedImage image = whole.getSubimage(2, 1, 7, 5);
    byte[] pixels = RgbImage.of(image).pixels();
    for (int i = 0; i < 105; i++) {
      int argb = image.getRGB(i % 35 % 7, i % 35 / 7);
      double alpha = (argb >>> 24) / 255.0;
      int level = argb >> (16 - 8 * (i / 35)) & 0xff;
      assertEquals(level * alpha + 255 * (1 - alpha), pixels[i] & 0xff, 0.5, "byte " + i);
    }
  }
}

package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

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
}

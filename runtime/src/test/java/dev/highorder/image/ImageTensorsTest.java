package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTensorsTest {

  private static final ImageTensors ONE_PIXEL = new ImageTensors(1, 1, Normalisation.none());

  @Test
  void readsPlanesOfRedGreenBlue() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x102030);
    image.setRGB(1, 0, 0xff8000);
    ImageTensors tensors = new ImageTensors(1, 2, Normalisation.none());
    assertEquals(6, tensors.length());
    assertLevels(tensors.of(image), 0x10, 0xff, 0x20, 0x80, 0x30, 0x00);
  }

  @Test
  void normalises() {
    Normalisation normalisation =
        new Normalisation(List.of(0.2f, 0.4f, 0.6f), List.of(0.5f, 0.5f, 0.1f));
    float[] tensor = new ImageTensors(1, 1, normalisation).of(TestImages.plain(1, 1, 0x33ff33));
    assertArrayEquals(new float[] {0, 1.2f, -4}, tensor, 1e-5f);
  }

  @Test
  void readsEveryWayOfStoringColours() {
    int[] types = {
      BufferedImage.TYPE_INT_RGB,
      BufferedImage.TYPE_INT_ARGB,
      BufferedImage.TYPE_INT_ARGB_PRE,
      BufferedImage.TYPE_INT_BGR,
      BufferedImage.TYPE_3BYTE_BGR,
      BufferedImage.TYPE_4BYTE_ABGR,
      BufferedImage.TYPE_4BYTE_ABGR_PRE
    };
    for (int type : types) {
      BufferedImage image = new BufferedImage(1, 1, type);
      image.setRGB(0, 0, 0xff0a64c8);
      assertLevels(ONE_PIXEL.of(image), 0x0a, 0x64, 0xc8);
    }
  }

  /** Java's own conversion would turn the grey value 100 into 169. */
  @Test
  void keepsGreyValues() {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    assertLevels(ONE_PIXEL.of(grey), 100, 100, 100);

    BufferedImage grey16 = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey16.getRaster().setSample(0, 0, 0, 100 * 257);
    assertLevels(ONE_PIXEL.of(grey16), 100, 100, 100);
  }

  @Test
  void readsPalettes() {
    byte[] red = {0, 10};
    byte[] green = {0, 20};
    byte[] blue = {0, 30};
    BufferedImage indexed =
        new BufferedImage(
            1, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue));
    indexed.getRaster().setSample(0, 0, 0, 1);
    assertLevels(ONE_PIXEL.of(indexed), 10, 20, 30);
  }

  @Test
  void putsTransparentImagesOnWhite() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    assertLevels(ONE_PIXEL.of(image), 255, 255, 255);
    image.setRGB(0, 0, 0x33ff0064);
    // A fifth of the colour and four fifths of white.
    assertLevels(ONE_PIXEL.of(image), 255, 204, 224);
  }

  @Test
  void scalesOnlyWhenAsked() {
    ImageTensors tensors = new ImageTensors(2, 2, Normalisation.none());
    BufferedImage image = TestImages.plain(4, 3, 0x102030);
    Exception e = assertThrows(IllegalArgumentException.class, () -> tensors.of(image));
    assertTrue(e.getMessage().contains("4 x 3 (height x width)"), e.getMessage());
    assertLevels(
        tensors.ofScaled(image),
        0x10,
        0x10,
        0x10,
        0x10,
        0x20,
        0x20,
        0x20,
        0x20,
        0x30,
        0x30,
        0x30,
        0x30);
  }

  private static void assertLevels(float[] tensor, int... levels) {
    float[] expected = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      expected[i] = levels[i] / 255f;
    }
    assertArrayEquals(expected, tensor, 1e-6f);
  }
}

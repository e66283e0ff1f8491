package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelHistogramTest {

  /** Red is 0 and 255: mean 1/2, deviation 1/2. Green is 51, 102: 0.3, 0.1. Blue is always 255. */
  private static LevelHistogram twoPixels() {
    LevelHistogram histogram = new LevelHistogram();
    histogram.add(new RgbImage(new byte[] {0, 51, (byte) 255}, new ImageSize(1, 1)));
    histogram.add(new RgbImage(new byte[] {(byte) 255, 102, (byte) 255}, new ImageSize(1, 1)));
    return histogram;
  }

  @Test
  void measuresMeanAndDeviationOfEachChannel() {
    Normalisation normalisation = twoPixels().normalisation();
    assertEquals(0.5f, normalisation.mean().get(0), 1e-7f);
    assertEquals(0.5f, normalisation.std().get(0), 1e-7f);
    assertEquals(0.3f, normalisation.mean().get(1), 1e-7f);
    assertEquals(0.1f, normalisation.std().get(1), 1e-7f);
    assertEquals(1f, normalisation.mean().get(2), 1e-7f);
    assertEquals(1f, normalisation.std().get(2), "a constant channel is not scaled");
  }

  @Test
  void isTheSameForTheSamePixels() {
    assertEquals(twoPixels().normalisation(), twoPixels().normalisation());
  }

  @Test
  void givesMeanZeroAndVarianceOne() {
    Random random = new Random(3);
    LevelHistogram histogram = new LevelHistogram();
    RgbImage[] images = new RgbImage[50];
    int plane = 32 * 32;
    for (int i = 0; i < images.length; i++) {
      byte[] pixels = new byte[3 * plane];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (byte) random.nextInt(40 + 60 * (p / plane), 130 + 60 * (p / plane));
      }
      images[i] = new RgbImage(pixels, new ImageSize(32, 32));
      histogram.add(images[i]);
    }
    Normalisation normalisation = histogram.normalisation();
    float[] values = new float[3 * plane];
    double[] sum = new double[3];
    double[] squares = new double[3];
    for (RgbImage image : images) {
      normalisation.apply(image, values, 0);
      for (int p = 0; p < values.length; p++) {
        sum[p / plane] += values[p];
        squares[p / plane] += (double) values[p] * values[p];
      }
    }
    int count = plane * images.length;
    for (int c = 0; c < 3; c++) {
      assertEquals(0, sum[c] / count, 1e-5);
      assertEquals(1, squares[c] / count, 1e-5);
    }
  }

  @Test
  void needsAnImage() {
    assertThrows(IllegalStateException.class, () -> new LevelHistogram().normalisation());
  }
}

package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {

  private static final List<Float> HALF = List.of(0.5f, 0.5f, 0.5f);

  /** Red is 0 and 255: mean 1/2, deviation 1/2. Green is 51, 102: 0.3, 0.1. Blue is always 255. */
  private static LabelledImages twoPixels() {
    byte[] first = {0, 51, (byte) 255};
    byte[] second = {(byte) 255, 102, (byte) 255};
    return LabelledImages.of(
        "two pixels", List.of("x"), 1, 1, List.of(first, second), new int[] {0, 0});
  }

  @Test
  void measuresMeanAndDeviationOfEachChannel() {
    Normalisation normalisation = Normalisation.of(twoPixels());
    assertEquals(0.5f, normalisation.mean().get(0), 1e-7f);
    assertEquals(0.5f, normalisation.std().get(0), 1e-7f);
    assertEquals(0.3f, normalisation.mean().get(1), 1e-7f);
    assertEquals(0.1f, normalisation.std().get(1), 1e-7f);
    assertEquals(1f, normalisation.mean().get(2), 1e-7f);
    assertEquals(1f, normalisation.std().get(2), "a constant channel is not scaled");
  }

  @Test
  void givesMeanZeroAndVarianceOne() {
    LabelledImages images = new DrawnShapes(3).draw(ImageSplit.TRAIN, 50);
    Normalisation normalisation = Normalisation.of(images);
    int plane = 32 * 32;
    float[] pixels = new float[3 * plane];
    double[] sum = new double[3];
    double[] squares = new double[3];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, normalisation, pixels, 0);
      for (int p = 0; p < pixels.length; p++) {
        sum[p / plane] += pixels[p];
        squares[p / plane] += (double) pixels[p] * pixels[p];
      }
    }
    int count = plane * images.size();
    for (int c = 0; c < 3; c++) {
      assertEquals(0, sum[c] / count, 1e-5);
      assertEquals(1, squares[c] / count, 1e-5);
    }
  }

  @Test
  void appliesTheFormulaPerChannel() {
    Normalisation normalisation =
        new Normalisation(List.of(0.1f, 0.2f, 0.3f), List.of(0.5f, 0.25f, 2f));
    float[] target = new float[6];
    byte[] pixels = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};
    normalisation.apply(pixels, target, 0);
    float[] expected = {-0.1f / 0.5f, 0.1f / 0.5f, 0.2f / 0.25f, 0.4f / 0.25f, 0.5f / 2, 0.7f / 2};
    assertArrayEquals(expected, target, 1e-6f);
  }

  @Test
  void isEqualByValue() {
    assertEquals(Normalisation.of(twoPixels()), Normalisation.of(twoPixels()));
    assertEquals(new Normalisation(HALF, HALF), new Normalisation(List.copyOf(HALF), HALF));
  }

  @Test
  void refusesWhatCannotBeMeant() {
    refuses("three of each", List.of(0.5f), HALF);
    refuses("three of each", HALF, List.of(1f, 1f, 1f, 1f));
    refuses("outside [0, 1]", List.of(125.3f, 123f, 113.9f), HALF);
    refuses("outside [0, 1]", List.of(0.5f, Float.NaN, 0.5f), HALF);
    refuses("not a positive number", HALF, List.of(1f, 0f, 1f));
    refuses("not a positive number", HALF, List.of(1f, -1f, 1f));
    refuses("not a positive number", HALF, List.of(1f, Float.NaN, 1f));
    refuses("not a positive number", HALF, List.of(1f, Float.POSITIVE_INFINITY, 1f));
  }

  private static void refuses(String fault, List<Float> mean, List<Float> std) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Normalisation(mean, std));
    assertTrue(e.getMessage().contains(fault), e.getMessage());
  }
}

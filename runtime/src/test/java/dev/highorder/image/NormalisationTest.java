package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {

  private static final List<Float> HALF = List.of(0.5f, 0.5f, 0.5f);

  @Test
  void appliesTheFormulaPerChannel() {
    Normalisation normalisation =
        new Normalisation(List.of(0.1f, 0.2f, 0.3f), List.of(0.5f, 0.25f, 2f));
    float[] target = new float[6];
    byte[] pixels = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};
    normalisation.apply(new RgbImage(pixels, new ImageSize(1, 2)), target, 0);
    float[] expected = {-0.1f / 0.5f, 0.1f / 0.5f, 0.2f / 0.25f, 0.4f / 0.25f, 0.5f / 2, 0.7f / 2};
    assertArrayEquals(expected, target, 1e-6f);
  }

  @Test
  void isEqualByValue() {
    assertEquals(new Normalisation(HALF, HALF), new Normalisation(List.copyOf(HALF), HALF));
  }

  @Test
  void refusesImpossibleValues() {
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

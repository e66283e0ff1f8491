package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CutoutTest {

  private static final int HEIGHT = 7;
  private static final int WIDTH = 9;
  private static final int PLANE = HEIGHT * WIDTH;
  private static final int[] FILL = {200, 30, 255};

  /** An image without the levels of the fill colour, so that covered pixels are recognised. */
  private static final RgbImage IMAGE = image();

  private static RgbImage image() {
    byte[] pixels = new byte[3 * PLANE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (50 + i % 100);
    }
    return new RgbImage(pixels, new ImageSize(HEIGHT, WIDTH));
  }

  @Test
  void coversASquareAroundItsCentre() {
    for (int side : new int[] {1, 2, 3, 4, 6, 40}) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          ScriptedRandom random = new ScriptedRandom(y, x);
          RgbImage result = new Cutout(side).apply(IMAGE, FILL, random);
          assertArrayEquals(
              covered(side, y, x), result.pixels(), side + " at row " + y + ", column " + x);
          random.assertUsedUp();
        }
      }
    }
    assertArrayEquals(image().pixels(), IMAGE.pixels(), "the given image");
  }

  private static byte[] covered(int side, int centreY, int centreX) {
    byte[] pixels = image().pixels();
    for (int i = 0; i < pixels.length; i++) {
      int y = i % PLANE / WIDTH;
      int x = i % WIDTH;
      if (inside(side, y - centreY) && inside(side, x - centreX)) {
        pixels[i] = (byte) FILL[i / PLANE];
      }
    }
    return pixels;
  }

  /** An odd side extends equally in both directions, an even one a pixel less down and right. */
  private static boolean inside(int side, int distance) {
    return -2 * distance <= side && 2 * distance < side;
  }

  @Test
  void coversLessAtTheBorder() {
    Map<Integer, Integer> counts = new TreeMap<>();
    Random random = new Random(11);
    int each = 1000;
    for (int i = 0; i < each * PLANE; i++) {
      byte[] result = new Cutout(4).apply(IMAGE, FILL, random).pixels();
      int area = 0;
      for (int p = 0; p < PLANE; p++) {
        area += result[p] == (byte) FILL[0] ? 1 : 0;
      }
      counts.merge(area, 1, Integer::sum);
    }
    // Around 4 of the 7 rows, all four rows of the square are covered; around 2 three, around 1
    // two.
    // For the 9 columns these numbers are 6, 2 and 1.
    Map<Integer, Integer> expected =
        Map.of(16, 4 * 6, 12, 4 * 2 + 2 * 6, 8, 4 * 1 + 1 * 6, 9, 2 * 2, 6, 2 * 1 + 1 * 2, 4, 1);
    assertEquals(expected.keySet(), counts.keySet());
    expected.forEach(
        (area, centres) ->
            assertEquals(
                each * centres, counts.get(area), 5 * Math.sqrt(each * centres), "area " + area));
  }

  @Test
  void choosesEveryPixelEquallyOften() {
    int[] counts = new int[PLANE];
    Random random = new Random(12);
    int each = 1000;
    for (int i = 0; i < each * PLANE; i++) {
      byte[] result = new Cutout(1).apply(IMAGE, FILL, random).pixels();
      for (int p = 0; p < PLANE; p++) {
        counts[p] += result[p] == (byte) FILL[0] ? 1 : 0;
      }
    }
    for (int p = 0; p < PLANE; p++) {
      assertEquals(each, counts[p], 5 * Math.sqrt(each), "pixel " + p);
    }
  }
}

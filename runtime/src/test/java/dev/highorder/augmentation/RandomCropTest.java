package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.image.RgbImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomCropTest {

  /** Not square, and with no two windows alike. */
  private static final RgbImage IMAGE = PillowFixtures.image("gradient");

  /** The definition: the image with a margin, as rows and columns. */
  private static byte[][] padded(int channel, int padding, int margin) {
    int height = IMAGE.height();
    int width = IMAGE.width();
    byte[][] padded = new byte[height + 2 * padding][width + 2 * padding];
    for (byte[] row : padded) {
      Arrays.fill(row, (byte) margin);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        padded[y + padding][x + padding] = IMAGE.pixels()[channel * height * width + y * width + x];
      }
    }
    return padded;
  }

  private static byte[] window(int padding, int top, int left, int... margin) {
    ByteBuffer pixels = ByteBuffer.allocate(IMAGE.pixels().length);
    for (int c = 0; c < 3; c++) {
      byte[][] padded = padded(c, padding, margin[c]);
      for (int y = 0; y < IMAGE.height(); y++) {
        pixels.put(padded[top + y], left, IMAGE.width());
      }
    }
    return pixels.array();
  }

  private static void checkAllWindows(int padding) {
    for (int top = 0; top <= 2 * padding; top++) {
      for (int left = 0; left <= 2 * padding; left++) {
        ScriptedRandom random = new ScriptedRandom(top, left);
        RgbImage black = new RandomCrop(padding, false).apply(IMAGE, PillowFixtures.FILL, random);
        assertArrayEquals(window(padding, top, left, 0, 0, 0), black.pixels(), top + " " + left);
        random.assertUsedUp();
        random = new ScriptedRandom(top, left);
        RgbImage filled = new RandomCrop(padding, true).apply(IMAGE, PillowFixtures.FILL, random);
        assertArrayEquals(
            window(padding, top, left, PillowFixtures.FILL), filled.pixels(), top + " " + left);
      }
    }
  }

  @Test
  void cutsWindowsOfThePaddedImage() {
    checkAllWindows(1);
    checkAllWindows(4);
  }

  @Test
  void cutsWindowsOutsideTheImage() {
    checkAllWindows(13);
  }

  @Test
  void cutsEveryWindowEquallyOften() {
    int padding = 2;
    Map<ByteBuffer, Integer> counts = new HashMap<>();
    Random random = new Random(3);
    int each = 1000;
    for (int i = 0; i < 25 * each; i++) {
      RgbImage result = new RandomCrop(padding, false).apply(IMAGE, PillowFixtures.FILL, random);
      counts.merge(ByteBuffer.wrap(result.pixels()), 1, Integer::sum);
    }
    assertEquals(25, counts.size());
    for (int top = 0; top <= 4; top++) {
      for (int left = 0; left <= 4; left++) {
        Integer count = counts.get(ByteBuffer.wrap(window(padding, top, left, 0, 0, 0)));
        assertTrue(count != null, "no window at " + top + " " + left);
        assertEquals(each, count, 5 * Math.sqrt(each));
      }
    }
  }
}

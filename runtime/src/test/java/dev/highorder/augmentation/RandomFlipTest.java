package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomFlipTest {

  /** 2 x 3 pixels, all different, so that rows and planes cannot be mixed unnoticed. */
  private static final RgbImage IMAGE =
      new RgbImage(
          new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, -1, -2, -3, -4, -5, -6},
          new ImageSize(2, 3));

  private static RgbImage flip(RgbImage image, boolean drawn) {
    ScriptedRandom random = new ScriptedRandom(drawn);
    RgbImage result = new RandomFlip().apply(image, PillowFixtures.FILL, random);
    random.assertUsedUp();
    return result;
  }

  @Test
  void exchangesLeftAndRight() {
    assertArrayEquals(
        new byte[] {3, 2, 1, 6, 5, 4, 13, 12, 11, 16, 15, 14, -3, -2, -1, -6, -5, -4},
        flip(IMAGE, true).pixels());
  }

  @Test
  void undoesItself() {
    RgbImage noise = PillowFixtures.image("noise");
    assertArrayEquals(noise.pixels(), flip(flip(noise, true), true).pixels());
  }

  @Test
  void leavesHalfOfTheImagesAsTheyAre() {
    assertSame(IMAGE, flip(IMAGE, false));
    Random random = new Random(2);
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      RgbImage result = new RandomFlip().apply(IMAGE, PillowFixtures.FILL, random);
      kept += Arrays.equals(result.pixels(), IMAGE.pixels()) ? 1 : 0;
    }
    assertEquals(5000, kept, 5 * 50);
  }
}

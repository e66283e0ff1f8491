package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomFlipTest {

  /** 2 x 3 pixels, all different, so that rows and planes cannot be mixed unnoticed. */
  private static final Picture PICTURE =
      new Picture(
          new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, -1, -2, -3, -4, -5, -6}, 2, 3);

  private static Picture flip(Picture picture, boolean drawn) {
    ScriptedRandom random = new ScriptedRandom(drawn);
    Picture result = new RandomFlip().apply(picture, PillowFixtures.FILL, random);
    random.assertUsedUp();
    return result;
  }

  @Test
  void exchangesLeftAndRight() {
    assertArrayEquals(
        new byte[] {3, 2, 1, 6, 5, 4, 13, 12, 11, 16, 15, 14, -3, -2, -1, -6, -5, -4},
        flip(PICTURE, true).pixels());
  }

  @Test
  void undoesItself() {
    Picture noise = PillowFixtures.picture("noise");
    assertArrayEquals(noise.pixels(), flip(flip(noise, true), true).pixels());
  }

  @Test
  void leavesHalfOfThePicturesAsTheyAre() {
    assertSame(PICTURE, flip(PICTURE, false));
    Random random = new Random(2);
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      Picture result = new RandomFlip().apply(PICTURE, PillowFixtures.FILL, random);
      kept += Arrays.equals(result.pixels(), PICTURE.pixels()) ? 1 : 0;
    }
    assertEquals(5000, kept, 5 * 50);
  }
}

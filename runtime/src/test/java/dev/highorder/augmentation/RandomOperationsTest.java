package dev.highorder.augmentation;

import static dev.highorder.augmentation.ImageOperation.EQUALIZE;
import static dev.highorder.augmentation.ImageOperation.ROTATE;
import static dev.highorder.augmentation.ImageOperation.SHEAR_X;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.image.RgbImage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomOperationsTest {

  @Test
  void drawsFromAllOperationsButInversion() {
    assertEquals(14, RandomOperations.SPACE.size());
    assertEquals(
        EnumSet.complementOf(EnumSet.of(ImageOperation.INVERT)),
        EnumSet.copyOf(RandomOperations.SPACE));
  }

  @Test
  void performsEachOperationAtTheMagnitudeInBothDirections() {
    for (int magnitude : List.of(9, 30)) {
      for (int i = 0; i < RandomOperations.SPACE.size(); i++) {
        ImageOperation operation = RandomOperations.SPACE.get(i);
        String strength = PillowFixtures.magnitudes(31, operation, 16, 20).get(magnitude);
        perform(magnitude, i, false, strength);
        perform(magnitude, i, true, operation.isSigned() ? "-" + strength : strength);
      }
    }
  }

  private static void perform(int magnitude, int index, boolean backward, String strength) {
    ScriptedRandom random = new ScriptedRandom(index, backward);
    RgbImage image = PillowFixtures.image("noise");
    byte[] result =
        new RandomOperations(1, magnitude).apply(image, PillowFixtures.FILL, random).pixels();
    List<String> key = List.of("noise", RandomOperations.SPACE.get(index).name(), strength);
    List<String> line =
        PillowFixtures.lines("operations.txt").stream()
            .filter(l -> l.subList(0, 3).equals(key))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no fixture for " + key));
    assertArrayEquals(PillowFixtures.pixels(line.get(3)), result, key::toString);
    random.assertUsedUp();
  }

  @Test
  void performsOneOperationOnWhatTheOtherLeaves() {
    List<ImageOperation> space = RandomOperations.SPACE;
    ScriptedRandom random =
        new ScriptedRandom(
            space.indexOf(ROTATE),
            true,
            space.indexOf(EQUALIZE),
            true,
            space.indexOf(SHEAR_X),
            false);
    RgbImage image = PillowFixtures.image("noise");
    byte[] result = new RandomOperations(3, 30).apply(image, PillowFixtures.FILL, random).pixels();
    RgbImage turned = ROTATE.apply(image, -30, PillowFixtures.FILL);
    RgbImage equalized = EQUALIZE.apply(turned, 0, PillowFixtures.FILL);
    RgbImage sheared = SHEAR_X.apply(equalized, 0.3f, PillowFixtures.FILL);
    assertArrayEquals(sheared.pixels(), result);
    random.assertUsedUp();
  }

  /** Counts what is drawn by the images that come out: the strongest operations all differ. */
  @Test
  void drawsOperationsAndSignsEquallyOften() {
    int draws = 28_000;
    RgbImage image = PillowFixtures.image("noise");
    RandomOperations single = new RandomOperations(1, 30);
    byte[] left = SHEAR_X.apply(image, 0.3f, PillowFixtures.FILL).pixels();
    byte[] right = SHEAR_X.apply(image, -0.3f, PillowFixtures.FILL).pixels();
    byte[] equalized = EQUALIZE.apply(image, 0, PillowFixtures.FILL).pixels();
    int[] counts = new int[4];
    Random random = new Random(5);
    for (int i = 0; i < draws; i++) {
      byte[] result = single.apply(image, PillowFixtures.FILL, random).pixels();
      counts[0] += result == image.pixels() ? 1 : 0;
      counts[1] += Arrays.equals(result, left) ? 1 : 0;
      counts[2] += Arrays.equals(result, right) ? 1 : 0;
      counts[3] += Arrays.equals(result, equalized) ? 1 : 0;
    }
    // Five standard deviations of 2000 and of 1000.
    assertEquals(draws / 14.0, counts[0], 5 * Math.sqrt(2000), "identity");
    assertEquals(draws / 28.0, counts[1], 5 * Math.sqrt(1000), "sheared to the left");
    assertEquals(draws / 28.0, counts[2], 5 * Math.sqrt(1000), "sheared to the right");
    assertEquals(draws / 14.0, counts[3], 5 * Math.sqrt(2000), "equalized");
  }
}

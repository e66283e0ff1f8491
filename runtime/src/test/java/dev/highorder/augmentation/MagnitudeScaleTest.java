package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MagnitudeScaleTest {

  @ParameterizedTest
  @EnumSource(PictureOperation.class)
  void hasTheMagnitudesOfTorchvision(PictureOperation operation) {
    for (MagnitudeScale scale : List.of(MagnitudeScale.AUTO_AUGMENT, MagnitudeScale.RAND_AUGMENT)) {
      compare(scale, operation, 16, 20);
      compare(scale, operation, 331, 224);
    }
  }

  private static void compare(
      MagnitudeScale scale, PictureOperation operation, int height, int width) {
    Picture picture = new Picture(new byte[3 * height * width], height, width);
    List<String> expected = PillowFixtures.magnitudes(scale.steps(), operation, height, width);
    assertEquals(scale.steps(), expected.size());
    List<Double> magnitudes = new ArrayList<>();
    for (int step = 0; step < scale.steps(); step++) {
      magnitudes.add(scale.of(operation, step, picture));
    }
    assertEquals(expected.stream().map(Double::valueOf).toList(), magnitudes);
  }

  @ParameterizedTest
  @EnumSource(
      value = PictureOperation.class,
      names = {"TRANSLATE_X", "TRANSLATE_Y"})
  void translatesBy150Of331Pixels(PictureOperation operation) {
    Picture picture = new Picture(new byte[3 * 331 * 331], 331, 331);
    assertEquals(150, MagnitudeScale.AUTO_AUGMENT.of(operation, 9, picture));
    assertEquals(150, MagnitudeScale.RAND_AUGMENT.of(operation, 30, picture));
  }
}

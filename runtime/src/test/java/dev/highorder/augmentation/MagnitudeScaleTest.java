package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MagnitudeScaleTest {

  @ParameterizedTest
  @EnumSource(ImageOperation.class)
  void hasTheMagnitudesOfTorchvision(ImageOperation operation) {
    for (MagnitudeScale scale : List.of(MagnitudeScale.AUTO_AUGMENT, MagnitudeScale.RAND_AUGMENT)) {
      compare(scale, operation, 16, 20);
      compare(scale, operation, 331, 224);
    }
  }

  private static void compare(
      MagnitudeScale scale, ImageOperation operation, int height, int width) {
    RgbImage image = new RgbImage(new byte[3 * height * width], new ImageSize(height, width));
    List<String> expected = PillowFixtures.magnitudes(scale.steps(), operation, height, width);
    assertEquals(scale.steps(), expected.size());
    List<Double> magnitudes = new ArrayList<>();
    for (int step = 0; step < scale.steps(); step++) {
      magnitudes.add(scale.of(operation, step, image));
    }
    assertEquals(expected.stream().map(Double::valueOf).toList(), magnitudes);
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageOperation.class,
      names = {"TRANSLATE_X", "TRANSLATE_Y"})
  void translatesBy150Of331Pixels(ImageOperation operation) {
    RgbImage image = new RgbImage(new byte[3 * 331 * 331], new ImageSize(331, 331));
    assertEquals(150, MagnitudeScale.AUTO_AUGMENT.of(operation, 9, image));
    assertEquals(150, MagnitudeScale.RAND_AUGMENT.of(operation, 30, image));
  }
}

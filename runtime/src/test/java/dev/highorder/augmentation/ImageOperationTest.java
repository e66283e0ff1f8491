package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.highorder.image.RgbImage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageOperationTest {

  @ParameterizedTest
  @EnumSource(ImageOperation.class)
  void givesTheImageThatPillowGives(ImageOperation operation) {
    List<List<String>> cases =
        PillowFixtures.lines("operations.txt").stream()
            .filter(line -> line.get(1).equals(operation.name()))
            .toList();
    assertFalse(cases.isEmpty());
    for (List<String> line : cases) {
      RgbImage image = PillowFixtures.image(line.get(0));
      double magnitude = Double.parseDouble(line.get(2));
      byte[] result = operation.apply(image, magnitude, PillowFixtures.FILL).pixels();
      byte[] expected = PillowFixtures.pixels(line.get(3));
      assertArrayEquals(expected, result, () -> String.join(" ", line.subList(0, 3)));
      assertArrayEquals(
          PillowFixtures.image(line.get(0)).pixels(), image.pixels(), "the given image");
    }
  }
}

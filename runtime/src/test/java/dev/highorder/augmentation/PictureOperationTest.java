package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureOperationTest {

  @ParameterizedTest
  @EnumSource(PictureOperation.class)
  void givesThePictureThatPillowGives(PictureOperation operation) {
    List<List<String>> cases =
        PillowFixtures.lines("operations.txt").stream()
            .filter(line -> line.get(1).equals(operation.name()))
            .toList();
    assertFalse(cases.isEmpty());
    for (List<String> line : cases) {
      Picture picture = PillowFixtures.picture(line.get(0));
      double magnitude = Double.parseDouble(line.get(2));
      byte[] result = operation.apply(picture, magnitude, PillowFixtures.FILL).pixels();
      byte[] expected = PillowFixtures.pixels(line.get(3));
      assertArrayEquals(expected, result, () -> String.join(" ", line.subList(0, 3)));
      assertArrayEquals(
          PillowFixtures.picture(line.get(0)).pixels(), picture.pixels(), "the given picture");
    }
  }
}

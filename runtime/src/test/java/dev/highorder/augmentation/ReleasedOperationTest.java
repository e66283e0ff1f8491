package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.highorder.augmentation.ReleasedOperation.Pixel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasedOperationTest {

  @ParameterizedTest
  @EnumSource(ReleasedOperation.class)
  void hasTheMagnitudesOfTheReleasedCode(ReleasedOperation operation) {
    List<String> line =
        PillowFixtures.lines("released_magnitudes.txt").stream()
            .filter(l -> l.get(0).equals(operation.name()))
            .findFirst()
            .orElseThrow();
    assertEquals(
        line.subList(1, line.size()).stream().map(Double::valueOf).toList(),
        IntStream.range(0, 10).mapToObj(operation::magnitude).toList());
  }

  @ParameterizedTest
  @EnumSource(ReleasedOperation.class)
  void givesTheImageThatPillowGives(ReleasedOperation operation) {
    List<List<String>> cases =
        PillowFixtures.lines("released_operations.txt").stream()
            .filter(line -> line.get(1).equals(operation.name()))
            .toList();
    assertFalse(cases.isEmpty());
    for (List<String> line : cases) {
      TransparentImage image = TransparentImage.opaque(PillowFixtures.image(line.get(0)));
      Pixel place = new Pixel(Integer.parseInt(line.get(3)), Integer.parseInt(line.get(4)));
      byte[] result =
          operation
              .apply(image, Double.parseDouble(line.get(2)), place, PillowFixtures.FILL)
              .filled(PillowFixtures.FILL)
              .pixels();
      assertArrayEquals(
          PillowFixtures.pixels(line.get(5)), result, () -> String.join(" ", line.subList(0, 5)));
    }
  }
}

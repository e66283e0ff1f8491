package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {

  /** Results of torchvision and Pillow, written by {@code make_preparation_fixtures.py}. */
  private static List<List<String>> fixtures() throws IOException {
    try (InputStream in = PreparationTest.class.getResourceAsStream("/image/preparations.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(line -> List.of(line.split(" "))).toList();
    }
  }

  private static RgbImage image(int height, int width) {
    byte[] pixels = new byte[3 * height * width];
    for (int i = 0; i < pixels.length; i++) {
      int c = i / (height * width);
      int y = i / width % height;
      int x = i % width;
      pixels[i] = (byte) (5 * x + 11 * y * (c + 1) + x * y / 3);
    }
    return new RgbImage(pixels, new ImageSize(height, width));
  }

  private static Preparation preparation(String way, int shortSide) {
    return switch (way) {
      case "STRETCH" -> Preparation.stretch();
      case "FIT" -> Preparation.fit();
      default -> Preparation.crop(shortSide);
    };
  }

  @Test
  void givesTheBytesOfTorchvision() throws IOException {
    List<List<String>> fixtures = fixtures();
    assertEquals(70, fixtures.size());
    for (List<String> line : fixtures) {
      List<Integer> numbers = line.subList(1, 7).stream().map(Integer::valueOf).toList();
      Preparation preparation = preparation(line.get(0), numbers.get(0));
      RgbImage source = image(numbers.get(2), numbers.get(3));
      RgbImage coloured = numbers.get(1) == 1 ? source.grey() : source;
      ImageSize size = new ImageSize(numbers.get(4), numbers.get(5));
      RgbImage whole = preparation.apply(coloured, size);
      RgbImage inTwoSteps = preparation.cut(preparation.scale(coloured, size), size);
      byte[] expected = Base64.getDecoder().decode(line.get(7));
      String name = String.join(" ", line.subList(0, 7));
      assertArrayEquals(expected, numbers.get(1) == 1 ? whole.firstPlane() : whole.pixels(), name);
      assertArrayEquals(whole.pixels(), inTwoSteps.pixels(), name);
    }
  }

  /** A strip that would have 16384 x 327680000 pixels. */
  @Test
  void needsNoMemoryForWhatIsCutOff() {
    RgbImage strip = image(1, 20_000);
    ImageSize size = new ImageSize(8, 8);
    assertEquals(size, Preparation.crop(1000).apply(strip, size).size());
    assertEquals(new ImageSize(8, 32), Preparation.crop(8).scale(strip, size).size());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Preparation crop = Preparation.crop(10);
    assertThrows(IllegalArgumentException.class, () -> crop.requireRoomFor(new ImageSize(10, 11)));
    assertThrows(IllegalArgumentException.class, () -> Preparation.crop(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Preparation(Resize.FIT, 9, Interpolation.BILINEAR, Background.WHITE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Preparation(Resize.FIT, 0, null, Background.WHITE));
  }
}

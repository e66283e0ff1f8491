package dev.highorder.augmentation;

import dev.highorder.image.ImageSize;
import dev.highorder.image.RgbImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Results of Pillow on small images, written by {@code make_fixtures.py} in the same folder. */
final class PillowFixtures {

  /** The fill colour of the script. */
  static final int[] FILL = {125, 123, 114};

  private PillowFixtures() {}

  /** The lines of a file, split into columns. */
  static List<List<String>> lines(String file) {
    try (InputStream in = PillowFixtures.class.getResourceAsStream("/augmentation/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(line -> List.of(line.split(" ", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RgbImage image(String name) {
    List<String> line =
        lines("images.txt").stream().filter(l -> l.get(0).equals(name)).findFirst().orElseThrow();
    return new RgbImage(
        pixels(line.get(3)),
        new ImageSize(Integer.parseInt(line.get(1)), Integer.parseInt(line.get(2))));
  }

  static byte[] pixels(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** The magnitudes of an operation, as the script writes them, from the weakest on. */
  static List<String> magnitudes(int steps, ImageOperation operation, int height, int width) {
    List<String> key = List.of("" + steps, operation.name(), "" + height, "" + width);
    List<String> line =
        lines("magnitudes.txt").stream()
            .filter(l -> l.subList(0, 4).equals(key))
            .findFirst()
            .orElseThrow();
    return line.subList(4, line.size());
  }
}

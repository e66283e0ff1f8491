package dev.highorder.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * An image file with an orientation, and how Pillow shows it; written by {@code make_fixtures.py}.
 *
 * @param name format, mode, byte order and orientation
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record OrientationFixture(String name, int orientation, byte[] file, RgbImage shown) {

  static List<OrientationFixture> all() {
    try (InputStream in = OrientationFixture.class.getResourceAsStream("/image/orientations.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(line -> of(List.of(line.split(" ", -1)))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a format, in RGB, with an orientation. */
  static byte[] file(String format, int orientation) {
    return all().stream()
        .filter(f -> f.name.startsWith(format + " RGB") && f.orientation == orientation)
        .findFirst()
        .orElseThrow()
        .file();
  }

  private static OrientationFixture of(List<String> line) {
    return new OrientationFixture(
        String.join(" ", line.subList(0, 4)),
        Integer.parseInt(line.get(3)),
        Base64.getDecoder().decode(line.get(6)),
        new RgbImage(
            Base64.getDecoder().decode(line.get(7)),
            new ImageSize(Integer.parseInt(line.get(4)), Integer.parseInt(line.get(5)))));
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.highorder.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * An image file, and how Pillow shows it; written by {@code make_format_fixtures.py}.
 *
 * @param name format and kind
 * @param tolerance the largest difference of a level that is allowed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FormatFixture(String name, int tolerance, byte[] file, RgbImage shown) {

  static List<FormatFixture> all() {
    try (InputStream in = FormatFixture.class.getResourceAsStream("/image/formats.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().map(line -> of(List.of(line.split(" ", -1)))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fixtures of one format. */
  static List<FormatFixture> of(String format) {
    return all().stream().filter(fixture -> fixture.name.startsWith(format + "-")).toList();
  }

  /** The file of a fixture. */
  static byte[] file(String name) {
    return all().stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow().file();
  }

  private static FormatFixture of(List<String> line) {
    return new FormatFixture(
        line.get(0),
        Integer.parseInt(line.get(1)),
        Base64.getDecoder().decode(line.get(4)),
        new RgbImage(
            Base64.getDecoder().decode(line.get(5)),
            new ImageSize(Integer.parseInt(line.get(2)), Integer.parseInt(line.get(3)))));
  }

  /** Returns the largest difference between a level of an image and of the one that is expected. */
  int difference(RgbImage image) {
    if (!image.size().equals(shown.size())) {
      throw new AssertionError(image.size() + " instead of " + shown.size());
    }
    int largest = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      int difference = (image.pixels()[i] & 0xff) - (shown.pixels()[i] & 0xff);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }

  @Override
  public String toString() {
    return name;
  }
}

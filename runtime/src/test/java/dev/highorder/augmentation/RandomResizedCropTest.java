package dev.highorder.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.highorder.image.ImageSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {

  private static final int DRAWS = 22;

  /** The numbers of {@code make_preparation_fixtures.py}. */
  private static ScriptedRandom random(long seed) {
    Object[] shares = new Object[DRAWS];
    long state = seed;
    for (int i = 0; i < DRAWS; i++) {
      state = (state * 1103515245 + 12345) % (1L << 31);
      shares[i] = (double) state / (1L << 31);
    }
    return new ScriptedRandom(shares);
  }

  @Test
  void takesTheWindowsOfTorchvision() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/image/windows.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      List<String> lines = text.lines().toList();
      assertEquals(40, lines.size());
      for (String line : lines) {
        int[] n = Stream.of(line.split(" ")).mapToInt(Integer::parseInt).toArray();
        ScriptedRandom random = random(n[3]);
        RandomResizedCrop.Window window =
            new RandomResizedCrop(n[0]).window(new ImageSize(n[1], n[2]), random);
        assertEquals(
            new RandomResizedCrop.Window(n[4], n[5], new ImageSize(n[6], n[7])), window, line);
        random.assertUsedUp();
      }
    }
  }
}

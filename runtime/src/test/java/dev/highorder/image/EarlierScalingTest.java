package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EarlierScalingTest {

  /** Row r, column c is (37 r + 91 c) mod 256, in all three planes. */
  private static final int[][] SOURCE = {
    {0, 91, 182, 17, 108}, {37, 128, 219, 54, 145}, {74, 165, 0, 91, 182}, {111, 202, 37, 128, 219}
  };

  @Test
  void agreesWithPillow() {
    // Image.fromarray(source).resize((width, height), Image.BILINEAR) of Pillow.
    assertScaled(new int[][] {{97, 105}, {114, 122}});
    assertScaled(
        new int[][] {
          {11, 63, 128, 193, 75, 67, 119},
          {56, 108, 136, 110, 83, 112, 164},
          {100, 152, 144, 26, 91, 156, 208}
        });
    assertScaled(
        new int[][] {
          {39, 125, 69}, {48, 134, 78}, {67, 153, 97}, {85, 136, 115},
          {104, 83, 134}, {122, 66, 152}, {141, 85, 171}, {150, 94, 180}
        });
  }

  private static void assertScaled(int[][] expected) {
    ImageSize from = new ImageSize(SOURCE.length, SOURCE[0].length);
    ImageSize to = new ImageSize(expected.length, expected[0].length);
    byte[] scaled = EarlierScaling.scale(planes(SOURCE), from, to);
    byte[] wanted = planes(expected);
    for (int i = 0; i < wanted.length; i++) {
      // Pillow rounds twice, once per axis.
      assertEquals(wanted[i] & 0xff, scaled[i] & 0xff, 1, "byte " + i + " of " + to);
    }
  }

  @Test
  void doublesARowByInterpolation() {
    byte[] row = {0, 100, 0, 100, 0, 100};
    byte[] scaled = EarlierScaling.scale(row, new ImageSize(1, 2), new ImageSize(1, 4));
    assertArrayEquals(new byte[] {0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100}, scaled);
  }

  @Test
  void leavesOneColourAlone() {
    byte[] plain = new byte[3 * 50 * 70];
    Arrays.fill(plain, (byte) 200);
    byte[] scaled = EarlierScaling.scale(plain, new ImageSize(50, 70), new ImageSize(7, 99));
    byte[] expected = new byte[3 * 7 * 99];
    Arrays.fill(expected, (byte) 200);
    assertArrayEquals(expected, scaled);
  }

  @Test
  void doesNothingAtTheSameSize() {
    byte[] pixels = planes(SOURCE);
    ImageSize size = new ImageSize(4, 5);
    assertSame(pixels, EarlierScaling.scale(pixels, size, size));
  }

  private static byte[] planes(int[][] plane) {
    int width = plane[0].length;
    byte[] planes = new byte[3 * plane.length * width];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) plane[i / width % plane.length][i % width];
    }
    return planes;
  }
}

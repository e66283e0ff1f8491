package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrientationTest {

  /** Two decoders of JPEG may round a level differently. */
  private static final int JPEG_TOLERANCE = 3;

  static List<OrientationFixture> fixtures() {
    return OrientationFixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void imagesAreReadAsPillowShowsThem(OrientationFixture fixture) throws IOException {
    RgbImage image = RgbImage.of(ImageFile.read(fixture.file(), fixture.name()));
    assertEquals(fixture.shown().size(), image.size());
    int tolerance = fixture.name().startsWith("JPEG") ? JPEG_TOLERANCE : 0;
    for (int i = 0; i < image.pixels().length; i++) {
      int expected = fixture.shown().pixels()[i] & 0xff;
      assertEquals(expected, image.pixels()[i] & 0xff, tolerance, fixture + ", byte " + i);
    }
  }

  /** A training set and a request to a server must not differ in what type of image they see. */
  @ParameterizedTest
  @EnumSource(Orientation.class)
  void keepsTheTypeOfTheImage(Orientation orientation) {
    for (int type = BufferedImage.TYPE_INT_RGB; type <= BufferedImage.TYPE_BYTE_INDEXED; type++) {
      BufferedImage image = new BufferedImage(5, 3, type);
      BufferedImage shown = orientation.show(image);
      assertEquals(type, shown.getType());
      assertEquals(
          orientation.shown(new ImageSize(3, 5)),
          new ImageSize(shown.getHeight(), shown.getWidth()));
    }
  }

  @Test
  void anUprightImageIsNotCopied() {
    BufferedImage image = TestImages.plain(2, 3, TestImages.RED);
    assertSame(image, Orientation.UPRIGHT.show(image));
  }

  @Test
  void valuesThatExifDoesNotHaveAreUpright() {
    for (int value : new int[] {Integer.MIN_VALUE, -1, 0, 1, 9, 65_535}) {
      assertSame(Orientation.UPRIGHT, Orientation.ofExif(value), "value " + value);
    }
    assertTrue(Orientation.ofExif(8) != Orientation.UPRIGHT);
  }
}

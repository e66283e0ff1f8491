package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFileTest {

  static List<FormatFixture> fixtures() {
    return FormatFixture.of("PNG");
  }

  /** Also of 16 bits, of grey values and palettes, and where a colour is transparent. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void hasTheColoursThatWereWritten(FormatFixture fixture) throws IOException {
    assertEquals(0, fixture.difference(RgbImage.of(ImageFile.read(fixture.file(), "a"))));
  }

  @Test
  void aPlainFileIsPassedOnAsItIs() throws IOException {
    byte[] png = TestImages.encode(TestImages.noise(30, 40, 1), "png");
    EncodedImage encoded = FileFormat.PNG.check("a", png);
    assertSame(png, encoded.bytes());
    assertTrue(encoded.maxPixels() >= 30 * 40);
  }

  /** Also for palettes, with which a decoder keeps and unpacks all other chunks. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_INDEXED})
  void onlyWhatPixelsNeedIsPassedOn(int type) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, type);
    image.getGraphics().drawImage(TestImages.noise(30, 40, 1), 0, 0, null);
    byte[] png = TestImages.encode(image, "png");

    byte[] pieces = HostileImages.pngInPieces(png);
    byte[] passed = FileFormat.PNG.check("a", pieces).bytes();

    assertArrayEquals(png, passed, "as before it was cut into pieces");
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(passed));
    assertEquals(image.getRGB(7, 9), read.getRGB(7, 9));
  }

  /** DEFLATE makes at most 1032 bytes of one, so a decoder need not allocate anything. */
  @Test
  void refusesASizeThatTheDataAreTooShortFor() {
    byte[] png = TestImages.pngThatDeclares(7000, 7000);
    String message =
        assertThrows(BadImageException.class, () -> ImageFile.read(png, "upload")).getMessage();
    assertTrue(message.contains("its data are too short"), message);
  }
}

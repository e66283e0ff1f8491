package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BmpFileTest {

  private static final int LINKED = 0x4c494e4b;
  private static final int EMBEDDED = 0x4d424544;

  /** Java allocates as many bytes as such a file claims, whatever the heap is. */
  @Test
  void refusesAnEmbeddedImage() {
    String message = refusal(HostileImages.bmpWithHugePng());
    assertEquals(
        "upload is a BMP that embeds a PNG, which is not read. Save it again as PNG or JPEG.",
        message);
    assertTrue(refusal(HostileImages.bmp(108, 4, 10, new byte[24])).contains("embeds a JPEG"));
  }

  @Test
  void comparesTheSizeWithTheBytesThatAreThere() throws IOException {
    assertEquals(3, ImageFile.read(HostileImages.bmp(40, 0, 0, new byte[24]), "a").getWidth());
    // The second row need not be filled up to a multiple of four bytes, but the first.
    byte[] shortest = HostileImages.bmp(40, 0, 0, new byte[21]);
    assertEquals(3, FileFormat.BMP.check("a", shortest).bytes()[18]);
    assertTrue(refusal(HostileImages.bmp(40, 0, 0, new byte[20])).contains("is cut short"));
    byte[] large = HostileImages.bmp(40, 0, 0, new byte[24]);
    ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 7000).putInt(22, 7000);
    assertTrue(refusal(large).contains("is cut short"), refusal(large));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 64, -1})
  void refusesUnknownHeaders(int bytes) {
    byte[] bmp = HostileImages.bmp(40, 0, 0, new byte[24]);
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(14, bytes);
    assertTrue(refusal(bmp).contains("is damaged (a header of"), refusal(bmp));
  }

  /** Here the profile is no profile, which nobody must notice. */
  @ParameterizedTest
  @ValueSource(ints = {LINKED, EMBEDDED})
  void ignoresColourProfiles(int space) throws IOException {
    byte[] pixels = new byte[24];
    pixels[1] = (byte) 0xff;
    byte[] bmp = HostileImages.bmp(124, 0, 0, pixels);
    ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(14 + 56, space).putInt(14 + 112, 124).putInt(14 + 116, 10);
    byte[] before = bmp.clone();
    BufferedImage image = ImageFile.read(bmp, "a");
    assertEquals(TestImages.GREEN, image.getRGB(0, 1) & 0xffffff);
    assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(bmp), "the caller's bytes");
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

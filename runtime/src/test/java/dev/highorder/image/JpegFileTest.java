package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegFileTest {

  private static final BufferedImage GREY = new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_GRAY);

  @Test
  void countsHowOftenADecoderGoesThroughThePixels() throws IOException {
    byte[] plain = TestImages.encode(TestImages.noise(32, 64, 1), "jpg");
    assertEquals(3, FileFormat.JPEG.check("a", plain).passes(), "one scan of three components");
    int passes = FileFormat.JPEG.check("a", HostileImages.progressiveJpeg(GREY)).passes();
    byte[] more = HostileImages.jpegWithScans(GREY, 7);
    assertEquals(passes + 7, FileFormat.JPEG.check("a", more).passes());
    assertEquals(64, ImageFile.read(more, "a").getWidth());
  }

  @Test
  void refusesManyScans() throws IOException {
    String message = refusal(HostileImages.jpegWithScans(GREY, 100));
    assertTrue(message.contains("has more than 100 scans"), message);
  }

  /** The fewer pixels, the more scans are allowed, since all together bound the time. */
  @Test
  void refusesFewerScansOfALargeImage() throws IOException {
    BufferedImage large = new BufferedImage(7000, 7000, BufferedImage.TYPE_BYTE_GRAY);
    String message = refusal(HostileImages.jpegWithScans(large, 30));
    assertTrue(message.contains("which its scans go through"), message);
  }

  @Test
  void refusesManySegments() throws IOException {
    byte[] comments = new byte[4 * 10_001];
    for (int i = 0; i < comments.length; i += 4) {
      comments[i] = (byte) 0xff;
      comments[i + 1] = (byte) 0xfe;
      comments[i + 3] = 2;
    }
    byte[] jpeg = TestImages.encode(GREY, "jpg");
    String message = refusal(HostileImages.jpegWith(jpeg, comments));
    assertTrue(message.contains("has more than 10000 segments"), message);
    byte[] fewer = Arrays.copyOf(comments, 4 * 5000);
    assertEquals(64, ImageFile.read(HostileImages.jpegWith(jpeg, fewer), "a").getWidth());
  }

  /** Java's decoder takes arithmetic codes for others and shows noise. */
  @ParameterizedTest
  @CsvSource({"c3, lossless", "c9, arithmetically coded", "ca, arithmetically coded"})
  void refusesOtherKindsOfCompression(String marker, String kind) throws IOException {
    byte[] jpeg = TestImages.encode(GREY, "jpg");
    jpeg[frame(jpeg) + 1] = (byte) Integer.parseInt(marker, 16);
    assertTrue(refusal(jpeg).contains(kind), refusal(jpeg));
  }

  /** 512 pixels need at least a byte. */
  @Test
  void refusesASizeThatTheDataAreTooShortFor() throws IOException {
    byte[] jpeg = TestImages.encode(GREY, "jpg");
    int height = frame(jpeg) + 5;
    jpeg[height] = 0x1b;
    jpeg[height + 2] = 0x1b;
    assertTrue(refusal(jpeg).contains("its data are too short"), refusal(jpeg));
  }

  private static int frame(byte[] jpeg) {
    int at = 2;
    while (jpeg[at] != (byte) 0xff || jpeg[at + 1] != (byte) 0xc0) {
      at++;
    }
    return at;
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;
  private static final int TYPE_ASCII = 2;

  static List<OrientationFixture> fixtures() {
    return OrientationFixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsWhatPillowWrites(OrientationFixture fixture) {
    assertEquals(Orientation.ofExif(fixture.orientation()), ExifOrientation.of(fixture.file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void imagesWithoutATagAreUpright(String format) throws IOException {
    byte[] file = TestImages.encode(TestImages.noise(5, 4, 3), format);
    assertEquals(Orientation.UPRIGHT, ExifOrientation.of(file));
  }

  @Test
  void readsTheTagOfAnyIntegerTypeWhereverTheDirectoryLies() throws IOException {
    assertEquals(Orientation.TURNED_CLOCKWISE, orientation(exif(8, TYPE_SHORT, 6)));
    assertEquals(Orientation.TURNED_HALF, orientation(exif(150, TYPE_LONG, 3)));
    assertEquals(Orientation.UPRIGHT, orientation(exif(8, TYPE_ASCII, 6)));
    assertEquals(Orientation.UPRIGHT, orientation(exif(8, TYPE_SHORT, 9)));
  }

  /** The directory may claim to lie anywhere, and to have any number of entries. */
  @Test
  void damagedExifDataMeanUpright() throws IOException {
    for (int offset : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65_000}) {
      byte[] exif = exif(8, TYPE_SHORT, 6);
      ByteBuffer.wrap(exif).putInt(6 + 4, offset);
      assertEquals(Orientation.UPRIGHT, orientation(exif), "offset " + offset);
    }
    byte[] manyEntries = exif(8, TYPE_ASCII, 6);
    ByteBuffer.wrap(manyEntries).putShort(6 + 8, (short) 0xffff).putShort(6 + 10, (short) 1);
    assertEquals(Orientation.UPRIGHT, orientation(manyEntries));
    byte[] whole = exif(8, TYPE_SHORT, 6);
    for (int length = 0; length < 6 + 8 + 2 + 10; length++) {
      assertEquals(
          Orientation.UPRIGHT, orientation(Arrays.copyOf(whole, length)), "cut at " + length);
    }
  }

  /** Whatever stands in the EXIF data, the image is read: in its own size, or turned. */
  @Test
  void noExifDataMakeAnImageUnreadable() throws IOException {
    Random random = new Random(4);
    for (int attempt = 0; attempt < 2000; attempt++) {
      byte[] exif = exif(8 + random.nextInt(20), TYPE_SHORT, 1 + random.nextInt(8));
      for (int i = random.nextInt(5); i >= 0; i--) {
        exif[random.nextInt(exif.length)] = (byte) random.nextInt(256);
      }
      int width = ImageFile.read(jpegWith(exif), "damaged").getWidth();
      assertTrue(width == 4 || width == 3, "width " + width);
    }
  }

  private static Orientation orientation(byte[] exif) throws IOException {
    return ExifOrientation.of(jpegWith(exif));
  }

  /** EXIF data with one entry: its header, and a TIFF structure in big-endian order. */
  private static byte[] exif(int offset, int type, int value) {
    ByteBuffer exif = ByteBuffer.allocate(6 + offset + 2 + 12 + 4);
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42}).putInt(offset);
    exif.position(6 + offset);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) type).putInt(1);
    if (type == TYPE_SHORT) {
      exif.putShort((short) value);
    } else {
      exif.putInt(value);
    }
    return exif.array();
  }

  /** A JPEG of 3 rows and 4 columns with an APP1 segment in front. */
  private static byte[] jpegWith(byte[] app1) throws IOException {
    byte[] jpeg = TestImages.encode(TestImages.noise(3, 4, 3), "jpg");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + app1.length)});
    out.write(app1);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}

package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffFileTest {

  private static final Set<String> REFUSED =
      Set.of("TIFF-1-tiff_ccitt", "TIFF-1-group3", "TIFF-RGBX");

  static List<FormatFixture> fixtures() {
    return FormatFixture.of("TIFF").stream().filter(f -> !REFUSED.contains(f.name())).toList();
  }

  /** Whether a page is there that is not read does not matter. */
  static List<FormatFixture> fixturesOfOnePage() {
    return fixtures().stream().filter(f -> !f.name().equals("TIFF-two-pages")).toList();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void hasTheColoursThatPillowShows(FormatFixture fixture) throws IOException {
    int difference = fixture.difference(RgbImage.of(ImageFile.read(fixture.file(), "a")));
    assertTrue(difference <= fixture.tolerance(), "differs by " + difference);
  }

  @ParameterizedTest
  @MethodSource("fixturesOfOnePage")
  void readsOnlyWholeFiles(FormatFixture fixture) throws IOException {
    HostileImages.assertRefusedWhereverItIsCut(fixture.file());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void survivesAnyDamage(FormatFixture fixture) {
    HostileImages.assertSurvivesDamage(fixture.file(), new Random(8), 30);
  }

  @ParameterizedTest
  @CsvSource({
    "TIFF-1-tiff_ccitt, CCITT RLE compression",
    "TIFF-1-group3, CCITT group 3 compression",
    "TIFF-RGBX, a fourth sample that is not said to be transparency",
  })
  void namesWhatIsNotRead(String fixture, String what) {
    assertRefused("is a TIFF with " + what + ", which is not read", FormatFixture.file(fixture));
  }

  @ParameterizedTest
  @CsvSource({
    "259, 6, JPEG compression",
    "259, 7, JPEG compression",
    "259, 34712, kind 34712 compression",
    "262, 6, YCbCr colours",
    "262, 8, Lab colours",
    "262, 2, 1 samples of 8 bits a pixel",
    "258, 32, 1 samples of 32 bits a pixel",
    "277, 2147483647, 2147483647 samples of 8 bits a pixel",
    "339, 3, floating-point samples",
    "339, 2, signed samples",
  })
  void namesOtherKinds(int tag, int value, String what) {
    assertRefused("is a TIFF with " + what + ",", plain().with(tag, value).file());
  }

  @Test
  void refusesAPredictorOfSixteenBits() {
    byte[] file = plain().with(258, 16).with(259, 5).with(317, 2).file();
    assertRefused("a predictor of 16 bits", file);
  }

  @ParameterizedTest
  @CsvSource({"256, 0", "257, 0", "278, 0"})
  void refusesASideOfNoPixels(int tag, int value) {
    assertRefused("a side of 0 pixels", plain().with(tag, value).file());
  }

  @ParameterizedTest
  @ValueSource(ints = {20_001, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void refusesMorePixelsThanAnyImageMayHave(int width) {
    assertRefused("claims 2 x", plain().with(256, width).file());
  }

  @ParameterizedTest
  @ValueSource(ints = {150, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void refusesStripsOutsideTheFile(int value) {
    assertRefused("is cut short", plain().with(273, value).file());
    assertRefused("is cut short", plain().with(279, value).file());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1 << 28, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void refusesMoreValuesThanThereAre(int count) {
    HandmadeTiff tiff = plain().with(305, 7);
    byte[] file = tiff.file();
    ByteBuffer.wrap(file).putInt(tiff.entry(305) + 4, count).putInt(tiff.entry(305) + 8, 250);
    assertRefused("is cut short", file);
  }

  @ParameterizedTest
  @ValueSource(ints = {273, 279})
  void refusesFewerStripsThanTheSizeNeeds(int tag) {
    byte[] two = new byte[2];
    byte[] file = new HandmadeTiff(2, 2, two, two).with(278, 1).with(tag, 8).file();
    assertRefused("1 values of tag " + tag + " instead of 2", file);
  }

  @Test
  void refusesStripsThatShareBytes() {
    int[] lengths = new int[200];
    Arrays.fill(lengths, 200);
    int[] offsets = new int[200];
    byte[] file = plain().with(257, 200).with(278, 1).with(273, offsets).with(279, lengths).file();
    assertRefused("share bytes", file);
  }

  @ParameterizedTest
  @CsvSource({"20000, 20000", "15, 16", "2147483647, 2147483647", "16, 0"})
  void refusesTilesThatNoImageHas(int width, int height) {
    byte[] file = plain().with(322, width).with(323, height).with(324, 8).with(325, 6).file();
    assertRefused(height == 0 ? "a side of 0" : "tiles of ", file);
  }

  /** An image of a single column, in wide tiles. */
  @Test
  void refusesTilesThatTakeMuchMoreTimeThanThePixels() {
    int down = 1250;
    int[] offsets = new int[down];
    byte[] file =
        new HandmadeTiff(1, 16 * down, new byte[10])
            .with(259, 4)
            .with(258, 1)
            .with(322, 200_000)
            .with(323, 16)
            .with(324, offsets)
            .with(325, new int[down])
            .file();
    assertRefused("is cut short", file);
    int[] lengths = new int[down];
    Arrays.fill(lengths, 2);
    byte[] filled = ByteBuffer.wrap(file).array();
    int start = file.length - 4 * down;
    for (int i = 0; i < down; i++) {
      ByteBuffer.wrap(filled).putInt(start + 4 * i, lengths[i]);
    }
    assertRefused("go through", filled);
  }

  /** A file of 4 KB could make a decoder allocate 150 MB, and show black. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 8, 32_773, 32_946})
  void refusesManyPixelsOfFewBytes(int compression) {
    HandmadeTiff tiff = new HandmadeTiff(7000, 7000, deflated()).with(259, compression);
    if (compression == 4) {
      tiff.with(258, 1);
    }
    String refusal = refusal(tiff.file());
    assertTrue(refusal.contains("is cut short") || refusal.contains("is damaged"), refusal);
  }

  /** Java's reader would follow it without end. */
  @Test
  void followsNoChainOfPages() throws IOException {
    HandmadeTiff tiff = plain();
    byte[] file = tiff.file();
    ByteBuffer.wrap(file).putInt(tiff.entry(Integer.MAX_VALUE), tiff.directory());
    assertEquals(2, ImageFile.read(file, "a").getHeight());
  }

  @Test
  void onlyPixelsArePassedOn() throws IOException {
    byte[] pages = FormatFixture.file("TIFF-two-pages");
    byte[] passed = FileFormat.TIFF.check("a", pages).bytes();
    assertTrue(passed.length < pages.length * 2 / 3);
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(passed)));
    assertEquals(1, reader.getNumImages(true));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void readsGreyOfAnyBits(int bits) throws IOException {
    Random random = new Random(bits);
    int max = (1 << bits) - 1;
    byte[] strip = new byte[3 * ((5 * bits + 7) / 8)];
    byte[] expected = new byte[15];
    for (int i = 0; i < 15; i++) {
      int value = random.nextInt(max + 1);
      expected[i] = (byte) Math.round(value * 255.0 / max);
      int bit = i / 5 * (strip.length / 3) * 8 + i % 5 * bits;
      for (int b = 0; b < bits; b++, bit++) {
        strip[bit / 8] |= (byte) ((value >> (bits - 1 - b) & 1) << (7 - bit % 8));
      }
    }
    HandmadeTiff tiff = new HandmadeTiff(5, 3, strip).with(258, bits);
    assertArrayEquals(expected, rgb(tiff).firstPlane());
    byte[] inverse = new byte[15];
    for (int i = 0; i < 15; i++) {
      inverse[i] = (byte) ~expected[i];
    }
    assertArrayEquals(inverse, rgb(tiff.with(262, 0)).firstPlane(), "white is zero");
  }

  /** A map with small numbers only was meant to have 8 bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 256, 257})
  void readsPalettesOfAnyScale(int scale) throws IOException {
    for (int bits : new int[] {1, 2, 4, 8}) {
      int[] map = new int[3 << bits];
      for (int i = 0; i < map.length; i++) {
        map[i] = (i * 37 + 11) % 256 * scale;
      }
      byte[] strip = {(byte) (1 << (8 - bits))};
      RgbImage image =
          rgb(new HandmadeTiff(1, 1, strip).with(258, bits).with(262, 3).with(320, map));
      for (int c = 0; c < 3; c++) {
        assertEquals(map[1 + (c << bits)] / scale, image.pixels()[c] & 0xff, bits + " bits");
      }
    }
  }

  /** Samples that lie apart are the same colours as samples that lie together. */
  @ParameterizedTest
  @CsvSource({"2, 3, 0", "2, 4, 2", "2, 4, 1", "1, 2, 2", "5, 4, 0"})
  void planesGiveTheSameImage(int photometric, int samples, int extra) throws IOException {
    byte[] together = new byte[6 * samples];
    byte[][] apart = new byte[samples][6];
    for (int i = 0; i < together.length; i++) {
      together[i] = (byte) (i % samples == 3 ? 200 : i * 31 % 180);
      apart[i % samples][i / samples] = together[i];
    }
    HandmadeTiff one = new HandmadeTiff(3, 2, together);
    HandmadeTiff planes = new HandmadeTiff(3, 2, apart).with(284, 2);
    for (HandmadeTiff tiff : List.of(one, planes)) {
      tiff.with(262, photometric).with(277, samples).with(338, extra);
    }
    assertArrayEquals(rgb(one).pixels(), rgb(planes).pixels());
  }

  @Test
  void blendsPremultipliedColoursWithWhite() throws IOException {
    byte[] strip = {40, 0, 20, 100};
    RgbImage image = rgb(new HandmadeTiff(1, 1, strip).with(262, 2).with(277, 4).with(338, 1));
    int[] expected = {40 + 155, 155, 20 + 155};
    for (int c = 0; c < 3; c++) {
      assertEquals(expected[c], image.pixels()[c] & 0xff, 1.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void readsBitsInEitherOrder(String order) throws IOException {
    HandmadeTiff tiff = new HandmadeTiff(8, 1, new byte[] {0b0010_0011}).with(258, 1);
    tiff.order(order.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    assertArrayEquals(new byte[] {0, 0, -1, 0, 0, 0, -1, -1}, rgb(tiff).firstPlane());
    assertArrayEquals(new byte[] {-1, -1, 0, 0, 0, -1, 0, 0}, rgb(tiff.with(266, 2)).firstPlane());
  }

  private static HandmadeTiff plain() {
    return new HandmadeTiff(3, 2, new byte[] {1, 2, 3, 4, 5, 6});
  }

  /** A stream of DEFLATE that describes 10 bytes. */
  private static byte[] deflated() {
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[10]);
    deflater.finish();
    byte[] data = new byte[100];
    int length = deflater.deflate(data);
    deflater.end();
    return Arrays.copyOf(data, length);
  }

  private static RgbImage rgb(HandmadeTiff tiff) throws IOException {
    return RgbImage.of(ImageFile.read(tiff.file(), "a"));
  }

  private static void assertRefused(String why, byte[] file) {
    assertTrue(refusal(file).contains(why), refusal(file));
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPFileTest {

  static List<FormatFixture> fixtures() {
    return FormatFixture.of("WebP");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void hasTheColoursThatPillowShows(FormatFixture fixture) throws IOException {
    int difference = fixture.difference(RgbImage.of(ImageFile.read(fixture.file(), "a")));
    assertTrue(difference <= fixture.tolerance(), "differs by " + difference);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsOnlyWholeFiles(FormatFixture fixture) throws IOException {
    HostileImages.assertRefusedWhereverItIsCut(fixture.file());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void survivesAnyDamage(FormatFixture fixture) {
    HostileImages.assertSurvivesDamage(fixture.file(), new Random(6), 30);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void doesNotBelieveTheLengthOfAChunk(int length) {
    byte[] file = FormatFixture.file("WebP-lossless");
    byte[] chunk = file.clone();
    littleEndian(chunk).putInt(16, length);
    assertTrue(refusal(chunk).contains("is cut short"), refusal(chunk));
    byte[] whole = file.clone();
    littleEndian(whole).putInt(4, length);
    assertTrue(refusal(whole).contains("is cut short"), refusal(whole));
  }

  /**
   * A lossless image of 4 x 4 pixels whose only pixel of the entropy image names group 65535. All
   * groups before it follow, each of five codes for one symbol, which take four bits.
   */
  private static byte[] withAllGroups() {
    BitSet bits = new BitSet();
    int at = 0;
    for (long[] field :
        new long[][] {
          {0x2f, 8},
          {3, 14},
          {3, 14},
          {0, 1},
          {0, 3}, // signature, sides less one, alpha, version
          {0, 1},
          {0, 1},
          {1, 1},
          {0, 3}, // no transform, no colour cache, groups, blocks of 4 x 4
          {0, 1},
          {0b11111111_1_0_1, 11},
          {0b11111111_1_0_1, 11}, // green and red are always 255
          {1, 4},
          {1, 4},
          {1, 4} // blue, alpha and distance are always 0
        }) {
      for (int i = 0; i < field[1]; i++) {
        bits.set(at++, (field[0] >> i & 1) == 1);
      }
    }
    for (int code = 0; code < 5 << 16; code++) {
      bits.set(at);
      at += 4;
    }
    byte[] data = Arrays.copyOf(bits.toByteArray(), (at + 7) / 8 + 1);
    ByteBuffer file = ByteBuffer.allocate(20 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + data.length);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data);
    return file.array();
  }

  /** Each of the 5 x 65536 codes has a table of 256 numbers in the decoder. */
  @Test
  void countsTheTablesOfTheDecoder() throws IOException {
    byte[] file = withAllGroups();

    long counted = WebPFile.check(new FileBytes("a", file)).tableBytes();

    assertTrue(counted >= 5L * 65536 * 256 * Integer.BYTES, "counted " + counted);
    assertTrue(DecodingBudget.room(16, counted) > DecodingBudget.MAX_MEDIUM, "waits for others");
    assertEquals(4, ImageFile.read(file, "a").getWidth(), "the decoder takes the file");
  }

  /** A photograph does not wait: its tables are few, since its file is small. */
  @Test
  void smallFilesDoNotWaitForTheirTables() throws IOException {
    byte[] file = FormatFixture.file("WebP-lossless");

    long counted = WebPFile.check(new FileBytes("a", file)).tableBytes();

    assertTrue(counted > 0 && DecodingBudget.room(1, counted) < DecodingBudget.MAX_SMALL);
  }

  @Test
  void refusesMorePixelsThanAnyImageMayHave() {
    byte[] file = FormatFixture.file("WebP-lossless");
    littleEndian(file).putInt(21, 0x0fffffff);
    assertTrue(refusal(file).contains("claims 16384 x 16384"), refusal(file));
  }

  /** A small file could keep the decoder busy for seconds. */
  @Test
  void refusesManyPixelsOfFewBytes() {
    byte[] file = FormatFixture.file("WebP-lossless");
    littleEndian(file).putInt(21, 6999 << 14 | 6999);
    assertTrue(refusal(file).contains("its data are too short"), refusal(file));
  }

  @Test
  void refusesASideOfNoPixels() {
    byte[] file = FormatFixture.file("WebP-lossy");
    littleEndian(file).putShort(26, (short) 0);
    assertTrue(refusal(file).contains("a side of 0 pixels"), refusal(file));
  }

  @Test
  void refusesAContainerWithoutAnImage() {
    byte[] file = Arrays.copyOf(FormatFixture.file("WebP-lossless"), 12);
    littleEndian(file).putInt(4, 4);
    assertTrue(refusal(file).contains("holds no image"), refusal(file));
  }

  @Test
  void onlyPixelsArePassedOn() throws IOException {
    byte[] plain = FormatFixture.file("WebP-lossless");
    byte[] turned = FormatFixture.file("WebP-orientation-6");
    assertTrue(turned.length > plain.length);
    assertEquals(plain.length, FileFormat.WEBP.check("a", turned).bytes().length);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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

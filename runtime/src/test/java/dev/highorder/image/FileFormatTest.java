package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void recognisesAFormatByItsFirstBytes(String format) throws IOException {
    byte[] file = TestImages.encode(TestImages.noise(3, 4, 1), format);
    FileFormat found = FileFormat.of("a", Arrays.copyOf(file, FileFormat.SIGNATURE_BYTES));
    assertEquals(format.toUpperCase(Locale.ROOT), found.name());
  }

  /** Java would read a TIFF and a WBMP, whose damage its readers do not notice. */
  @Test
  void refusesWhatJavaReadsBesides() throws IOException {
    byte[] tiff = TestImages.encode(TestImages.noise(3, 4, 1), "tiff");
    assertTrue(
        refusal(tiff).endsWith("is a TIFF image, which is not read. Convert it to PNG or JPEG."));
    assertTrue(refusal(new byte[36]).contains("is not an image"), "two zeros begin a WBMP");
  }

  @ParameterizedTest
  @CsvSource({"....ftypavif...., AVIF", "....ftypheic...., HEIF"})
  void namesOtherFormats(String start, String name) {
    String refusal = refusal(start.getBytes(StandardCharsets.US_ASCII));
    assertTrue(refusal.contains("is a " + name + " image, which is not read"), refusal);
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

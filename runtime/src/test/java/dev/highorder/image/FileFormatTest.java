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
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
  void recognisesAFormatByItsFirstBytes(String format) throws IOException {
    byte[] file = TestImages.encode(TestImages.noise(3, 4, 1), format);
    FileFormat found = FileFormat.of("a", Arrays.copyOf(file, FileFormat.SIGNATURE_BYTES));
    assertEquals(format.toUpperCase(Locale.ROOT), found.name());
  }

  @Test
  void recognisesATiffOfEitherByteOrder() throws IOException {
    for (String start : new String[] {"II*\0", "MM\0*"}) {
      byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);
      assertEquals(FileFormat.TIFF, FileFormat.of("a", bytes));
    }
  }

  /** Java would read a WBMP, whose damage its reader does not notice. */
  @Test
  void refusesWhatJavaReadsBesides() {
    assertTrue(refusal(new byte[36]).contains("is not an image"), "two zeros begin a WBMP");
  }

  @ParameterizedTest
  @CsvSource({"MM\0+........, BigTIFF", "....ftypavif...., AVIF", "....ftypheic...., HEIF"})
  void namesOtherFormats(String start, String name) {
    String refusal = refusal(start.getBytes(StandardCharsets.US_ASCII));
    assertTrue(refusal.contains("is a " + name + " image, which is not read"), refusal);
  }

  private static String refusal(byte[] file) {
    return assertThrows(BadImageException.class, () -> ImageFile.read(file, "upload")).getMessage();
  }
}

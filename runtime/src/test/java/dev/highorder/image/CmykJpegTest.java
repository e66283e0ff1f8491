package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CmykJpegTest {

  static List<FormatFixture> fixtures() {
    return FormatFixture.of("JPEG");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void hasTheColoursThatPillowShows(FormatFixture fixture) throws IOException {
    int difference = fixture.difference(RgbImage.of(ImageFile.read(fixture.file(), "a")));
    assertTrue(difference <= fixture.tolerance(), "differs by " + difference);
  }

  @Test
  void readsOnlyWholeFiles() throws IOException {
    HostileImages.assertRefusedWhereverItIsCut(FormatFixture.file("JPEG-YCCK"));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void survivesAnyDamage(FormatFixture fixture) {
    HostileImages.assertSurvivesDamage(fixture.file(), new Random(5), 300);
  }
}

package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvalidPathsTest {

  /** Java puts U+FFFD for each byte of an argument that the locale's encoding lacks. */
  @Test
  void namesTheLocale() {
    String text =
        InvalidPaths.explain(
            new InvalidPathException(
                "M\ufffd\ufffdll", "Malformed input or input contains unmappable characters"));

    assertTrue(text.contains("LC_ALL=C.UTF-8"), text);
  }

  /** Java would write into a directory whose name has question marks. */
  @Test
  void refusesAWorkingDirectoryThatItCannotName() {
    assertEquals(Optional.empty(), InvalidPaths.explainWorkingDirectory("/home/ada/net"));
    String text = InvalidPaths.explainWorkingDirectory("/home/M\ufffd\ufffdll").orElseThrow();
    assertTrue(text.contains("LC_ALL=C.UTF-8"), text);
  }

  @Test
  void doesNotNameItForOtherFaults() {
    String text =
        InvalidPaths.explain(new InvalidPathException("a\0b", "Nul character not allowed"));

    assertTrue(text.contains("Nul character not allowed"), text);
    assertFalse(text.contains("LC_ALL"), text);
  }
}

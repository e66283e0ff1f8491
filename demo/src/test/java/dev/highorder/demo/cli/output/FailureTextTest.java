package dev.highorder.demo.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void isNeverNull() {
    assertEquals("java.lang.OutOfMemoryError", FailureText.of(new OutOfMemoryError()));
    assertEquals("java.io.IOException", FailureText.of(new IOException(" ")));
    assertEquals("a fault", FailureText.of(new IOException("a fault")));
    assertEquals(
        "a fault", FailureText.of(new UncheckedIOException("around", new IOException("a fault"))));
  }

  /** Java's own messages are the file's name and nothing else. */
  @Test
  void saysWhatIsWrongWithAFile() {
    assertEquals("a/b does not exist", FailureText.of(new NoSuchFileException("a/b")));
    assertEquals(
        "a/b may not be read or written by this user",
        FailureText.of(new AccessDeniedException("a/b")));
    assertEquals(
        "a/b: Is a directory",
        FailureText.of(new FileSystemException("a/b", null, "Is a directory")));
    assertEquals("a file: FileSystemException", FailureText.of(new FileSystemException(null)));
  }

  @Test
  void findsTheInnermostCause() {
    InternalError fonts =
        new InternalError(
            new InvocationTargetException(
                new RuntimeException("Fontconfig head is null, check your fonts")));

    assertEquals("Fontconfig head is null, check your fonts", FailureText.ofInnermost(fonts));
    assertTrue(FailureText.isMissingFonts(fonts));
    assertTrue(
        FailureText.isMissingFonts(
            new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager")));
    assertTrue(
        FailureText.isMissingFonts(
            new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file")));
    assertFalse(FailureText.isMissingFonts(new OutOfMemoryError("Java heap space")));
  }
}

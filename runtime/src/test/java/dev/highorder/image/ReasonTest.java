package dev.highorder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void isNeverNull() {
    assertEquals("disk on fire", Reason.of(new IOException("disk on fire")));
    assertEquals("EOFException", Reason.of(new EOFException()));
    assertEquals("IllegalStateException", Reason.of(new IllegalStateException(" ")));
  }

  /** A message names the file already. */
  @Test
  void leavesOutTheNameOfTheFile() {
    assertEquals("Stale handle", Reason.of(new FileSystemException("a.png", null, "Stale handle")));
    assertEquals("FileSystemException", Reason.of(new FileSystemException("a.png")));
  }
}

package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRecordTest {

  /** The published hash of "abc" (FIPS 180). */
  private static final FileRecord ABC =
      new FileRecord("file", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  @TempDir Path folder;

  @Test
  void describesAFile() throws IOException {
    assertEquals(ABC, FileRecord.of(Files.writeString(folder.resolve("file"), "abc")));
  }

  @Test
  void acceptsTheSameBytes() throws IOException {
    Files.writeString(folder.resolve("file"), "abc");
    assertDoesNotThrow(() -> ABC.verify(folder));
  }

  @Test
  void refusesOtherBytesOfTheSameLength() throws IOException {
    Files.writeString(folder.resolve("file"), "abd");
    assertDamaged("SHA-256");
  }

  @Test
  void refusesAnotherLength() throws IOException {
    Files.writeString(folder.resolve("file"), "ab");
    assertDamaged("it has 2 bytes, not 3");
  }

  @Test
  void refusesAMissingFile() {
    assertDamaged("it is missing");
  }

  @Test
  void refusesADirectory() throws IOException {
    Files.createDirectory(folder.resolve("file"));
    assertDamaged("it is missing");
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    Path target = Files.writeString(folder.resolve("elsewhere"), "abc");
    Files.createSymbolicLink(folder.resolve("file"), target);
    assertDamaged("it is missing");
  }

  private void assertDamaged(String what) {
    String message = assertThrows(StorageException.class, () -> ABC.verify(folder)).getMessage();
    assertTrue(message.contains("file is damaged"), message);
    assertTrue(message.contains(what), message);
  }
}

package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest {

  private static final byte[] BYTES = {3, 1, 4};

  @TempDir Path folder;

  private Path file() throws IOException {
    return Files.write(folder.resolve("given"), BYTES);
  }

  private FileRecord written() throws IOException {
    FileContent content = FileContent.read(file(), "kept");
    content.writeInto(folder);
    return content.record();
  }

  @Test
  void isReadWrittenAndFoundUnchanged() throws IOException {
    FileRecord record = written();
    assertEquals(FileRecord.of(folder.resolve("kept")), record);
    assertArrayEquals(BYTES, FileContent.saved(folder, record).bytes());
  }

  /** Caches of models hold links to files. */
  @Test
  void followsTheLinksOfAUserOnly() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file());
    assertArrayEquals(BYTES, FileContent.read(link, "kept").bytes());
    FileRecord record = written();
    Files.delete(folder.resolve("kept"));
    Files.createSymbolicLink(folder.resolve("kept"), folder.resolve("given"));
    assertRefusesSaved(record, "is not a regular file");
  }

  @Test
  void refusesWhatChanged() throws IOException {
    FileRecord record = written();
    Files.write(folder.resolve("kept"), new byte[] {3, 1, 5});
    assertRefusesSaved(record, "SHA-256 differs");
    Files.write(folder.resolve("kept"), new byte[] {3, 1});
    assertRefusesSaved(record, "does not have 3 bytes");
    Files.delete(folder.resolve("kept"));
    assertRefusesSaved(record, "is missing");
  }

  private void assertRefusesSaved(FileRecord record, String part) {
    StorageException fault =
        assertThrows(StorageException.class, () -> FileContent.saved(folder, record));
    assertTrue(fault.getMessage().contains(part), fault.getMessage());
    assertTrue(fault.getMessage().contains("kept"), fault.getMessage());
  }

  @Test
  void refusesWhatIsNoSmallFile() throws IOException {
    assertRefuses(folder, "is not a regular file");
    assertRefuses(folder.resolve("none"), "does not exist");
    Path large = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(FileContent.MAX_BYTES + 1L);
    }
    assertRefuses(large, "larger than 64 MiB");
  }

  private static void assertRefuses(Path file, String part) {
    StorageException fault =
        assertThrows(StorageException.class, () -> FileContent.read(file, "kept"));
    assertTrue(fault.getMessage().contains(part), fault.getMessage());
    assertTrue(fault.getMessage().contains(file.toString()), fault.getMessage());
  }
}

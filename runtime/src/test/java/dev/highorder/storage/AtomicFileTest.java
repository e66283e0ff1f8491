package dev.highorder.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path file = folder.resolve("job.json");
    AtomicFile.write(file, "old, and longer");
    AtomicFile.write(file, "new");

    assertEquals("new", Files.readString(file));
    assertEquals(List.of("job.json"), names(folder));
  }

  /** The process is killed before the n-th change of the file system, for every n. */
  @Test
  void aKillAtAnyMomentLeavesTheOldOrTheNewText() throws IOException {
    boolean hasCrashed = true;
    int old = 0;
    for (int n = 0; hasCrashed; n++) {
      Path parent = Files.createDirectory(folder.resolve("kill" + n));
      Path file = Files.writeString(parent.resolve("job.json"), "old");
      int[] left = {n};
      FaultyFileSystem files =
          new FaultyFileSystem(
              (operation, path) -> {
                if (left[0]-- <= 0) {
                  throw new IOException("killed");
                }
              });
      try {
        AtomicFile.write(files.of(file), "new");
      } catch (IOException e) {
        assertTrue(e.getMessage().contains("killed"), e.getMessage());
      }
      hasCrashed = left[0] < 0;

      String found = Files.readString(file);
      assertTrue(found.equals("old") || found.equals("new"), n + ": " + found);
      old += found.equals("old") ? 1 : 0;
      AtomicFile.write(file, "next");
      assertEquals(List.of("job.json"), names(parent), "leftovers after a crash at " + n);
    }
    // the mark, the new file and the move come first
    assertTrue(old >= 3, old + " times the old text");
  }
}

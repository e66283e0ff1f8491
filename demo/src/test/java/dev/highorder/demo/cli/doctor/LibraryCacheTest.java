package dev.highorder.demo.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {

  private final Findings findings = new Findings();

  @Test
  void folderThatCanBeMadeIsFine(@TempDir Path directory) {
    Path cache = directory.resolve("a/b");
    new LibraryCache(cache).examine(findings, false);
    assertEquals(Map.of("native library cache", cache.toString()), findings.values());
    assertEquals(Map.of(), findings.problems());
  }

  /** As in an image that was built ahead, with the library inside. */
  @Test
  void readOnlyFolderIsFineIfTheEngineStarts(@TempDir Path directory) {
    new LibraryCache(directory, Optional.of("is read-only")).examine(findings, true);
    assertEquals(Map.of("native library cache", directory + ", is read-only"), findings.values());
    assertEquals(Map.of(), findings.problems());
  }

  @Test
  void readOnlyFolderWithoutTheLibraryIsAProblem(@TempDir Path directory) {
    new LibraryCache(directory, Optional.of("is read-only")).examine(findings, false);
    String problem = findings.problems().get("native library cache");
    assertTrue(problem.startsWith(directory + " is read-only, "), problem);
    assertTrue(problem.contains("DJL_CACHE_DIR"), problem);
  }

  @Test
  void fileIsNoFolder(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    new LibraryCache(file).examine(findings, false);
    assertEquals(Map.of("native library cache", file + ", is not a folder"), findings.values());
    assertEquals(1, findings.problems().size());
  }

  /** A user without permission to look into a folder sees the same as beneath a file. */
  @Test
  void folderThatCannotBeReachedCannotBeRead(@TempDir Path directory) throws IOException {
    Path beneath = Files.createFile(directory.resolve("file")).resolve("cache");
    new LibraryCache(beneath).examine(findings, false);
    assertEquals(Map.of("native library cache", beneath + ", cannot be read"), findings.values());
    assertEquals(1, findings.problems().size());
  }
}

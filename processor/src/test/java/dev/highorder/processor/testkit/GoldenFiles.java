package dev.highorder.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Files that must be what the code writes, to the byte. With {@code -Dgolden=write} they are
 * written anew and the test fails, so that nobody takes the writing for a comparison; read the
 * difference and run the tests again.
 */
public final class GoldenFiles {

  private GoldenFiles() {}

  /**
   * Compares a folder with its files; a file in it that nothing writes is an error, too.
   *
   * @param files the texts by file name
   */
  public static void assertFolder(Path folder, Map<String, String> files) throws IOException {
    Set<String> orphans = new TreeSet<>();
    try (Stream<Path> existing = Files.list(folder)) {
      existing.map(file -> file.getFileName().toString()).forEach(orphans::add);
    }
    orphans.removeAll(files.keySet());
    if (isWriting()) {
      for (String orphan : orphans) {
        Files.delete(folder.resolve(orphan));
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      failAfterWriting(folder);
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertFile(folder.resolve(file.getKey()), file.getValue());
    }
    assertEquals(Set.of(), orphans, "nothing writes these files of " + folder);
  }

  /** Compares one file with its text. */
  public static void assertFile(Path file, String text) throws IOException {
    if (isWriting()) {
      Files.writeString(file, text);
      failAfterWriting(file);
    }
    assertEquals(Files.exists(file) ? Files.readString(file) : "no file", text, file.toString());
  }

  private static boolean isWriting() {
    return "write".equals(System.getProperty("golden"));
  }

  private static void failAfterWriting(Path written) {
    fail(written + " is written anew. Read the difference, and run again without -Dgolden=write.");
  }
}

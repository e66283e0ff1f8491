package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderEntriesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".DS_Store",
        "._cat.png",
        ".ipynb_checkpoints",
        ".AppleDouble",
        "Thumbs.db",
        "THUMBS.DB",
        "ehthumbs.db",
        "desktop.ini",
        "Desktop.ini",
        "__MACOSX",
        "Icon\r",
        "@eaDir",
        "$RECYCLE.BIN",
        "lost+found"
      })
  void knowsWhatFileManagersLeave(String name) {
    assertTrue(FolderEntries.isLeftover(folder.resolve(name)));
  }

  /** Images and classes may be called almost like leftovers. */
  @ParameterizedTest
  @ValueSource(strings = {"cat.png", "Icon", "Thumbs", "thumbs.png", "_cat.png", "MACOSX", "a.ini"})
  void keepsEverythingElse(String name) {
    assertFalse(FolderEntries.isLeftover(folder.resolve(name)));
    assertFalse(FolderEntries.isLeftover(folder.getRoot()));
  }

  @Test
  void sortsEntriesAndCountsLeftovers() throws IOException {
    for (String name : List.of("b.png", "a.png", "10.png", ".DS_Store", "Thumbs.db", "c")) {
      Files.writeString(folder.resolve(name), "x");
    }
    FolderEntries entries = FolderEntries.of(folder);
    assertEquals(
        List.of("10.png", "a.png", "b.png", "c"),
        entries.entries().stream().map(FileNames::of).toList());
    assertEquals(2, entries.leftovers());
  }

  @Test
  void saysWhyAFolderCannotBeListed() {
    Path missing = folder.resolve("missing");
    String message =
        assertThrows(DataSetException.class, () -> FolderEntries.of(missing)).getMessage();
    assertEquals(missing + " cannot be listed (NoSuchFileException). Check the disk.", message);
  }
}

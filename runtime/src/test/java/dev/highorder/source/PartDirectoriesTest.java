package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartDirectoriesTest {

  @TempDir Path directory;

  private final List<String> notices = new ArrayList<>();

  private LabelledImages read(DataSplit split) throws IOException {
    ReadingOptions options = ReadingOptions.builder().optNotices(notices::add).build();
    return Sources.open(directory, options).read(split);
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "val", "valid", "validation", "Validation", "TEST"})
  void readsATestSetOfAnyOfItsNames(String name) throws IOException {
    TestImages.writeFolder(directory);
    Files.move(directory.resolve("test"), directory.resolve("moved"));
    Files.move(directory.resolve("moved"), directory.resolve(name));
    LabelledImages test = read(DataSplit.TEST);
    assertEquals(1, test.size());
    assertEquals("image folder " + directory.resolve(name), test.description());
  }

  @Test
  void readsATrainingSetInCapitals() throws IOException {
    TestImages.writeFolder(directory);
    Files.move(directory.resolve("train"), directory.resolve("moved"));
    Files.move(directory.resolve("moved"), directory.resolve("Train"));
    assertEquals(4, read(DataSplit.TRAIN).size());
    assertEquals(1, read(DataSplit.TEST).size());
  }

  @Test
  void saysWhichOfSeveralIsRead() throws IOException {
    TestImages.writeFolder(directory);
    TestImages.write(directory.resolve("val/cat/1.png"), TestImages.plain(2, 3, 0));
    TestImages.write(directory.resolve("valid/cat/1.png"), TestImages.plain(2, 3, 0));
    assertEquals(1, read(DataSplit.TEST).label(0));
    assertEquals(
        directory + " has several directories for the test set: test is read, val and valid not.",
        notices.get(0));
    Files.move(directory.resolve("test"), directory.resolve("elsewhere"));
    assertEquals(0, read(DataSplit.TEST).label(0));
  }

  @Test
  void namesAClassWithoutTestImages() throws IOException {
    TestImages.writeFolder(directory);
    read(DataSplit.TRAIN);
    assertEquals(List.of(), notices);
    read(DataSplit.TEST);
    assertTrue(
        notices
            .get(0)
            .startsWith(directory.resolve("test") + " has no images of 1 of the 2 classes: [cat]."),
        notices.get(0));
  }
}

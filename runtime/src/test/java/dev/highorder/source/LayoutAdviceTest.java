package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.image.TestImages;
import dev.highorder.source.DataSetException.Cure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutAdviceTest {

  @TempDir Path directory;

  private static void expect(String message, Path path) {
    expect(message, path, Set.of());
  }

  private static void expect(String message, Path path, Set<Cure> cures) {
    DataSetException e =
        assertThrows(DataSetException.class, () -> Sources.open(path).read(DataSplit.TEST));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(cures, e.cures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Eval", "testing", "dev"})
  void namesTheDirectoryToRenameToTest(String name) throws IOException {
    TestImages.writeFolder(directory);
    Files.move(directory.resolve("test"), directory.resolve(name));
    expect("test is missing. Rename %s to test.".formatted(directory.resolve(name)), directory);
  }

  @Test
  void namesTheDirectoryToRenameToTrain() throws IOException {
    TestImages.writeFolder(directory);
    Files.move(directory.resolve("train"), directory.resolve("Training"));
    expect(
        "train is missing. Rename %s to train.".formatted(directory.resolve("Training")),
        directory);
  }

  @Test
  void saysHowToMakeATestSet() throws IOException {
    TestImages.writeFolder(directory);
    Files.move(directory.resolve("test"), directory.resolve("train/bird"));
    expect(
        "test is missing. Have a share of each class withheld instead",
        directory,
        Set.of(Cure.HOLDOUT));
  }

  @Test
  void findsTheDataSetAboveAndBelow() throws IOException {
    Path set = directory.resolve("pets");
    TestImages.writeFolder(set);
    expect(directory + " is not a data set itself. Give " + set + ".", directory);
    expect(
        set.resolve("train") + " is one part of a data set. Give " + set + ".",
        set.resolve("train"));
  }

  @Test
  void tellsFoldersOfClassesFromImagesWithoutClasses() throws IOException {
    TestImages.write(directory.resolve("classes/cat/1.png"), TestImages.plain(2, 3, 0));
    expect(
        "has folders of images, such as cat, but no train/ and test/",
        directory.resolve("classes"),
        Set.of(Cure.HOLDOUT));
    TestImages.write(directory.resolve("flat/1.png"), TestImages.plain(2, 3, 0));
    Files.writeString(directory.resolve("flat/.DS_Store"), "x");
    expect("has 1 image, but no folders of classes", directory.resolve("flat"));
  }

  @Test
  void namesArchivesAndFiles() throws IOException {
    Path archive = Files.writeString(directory.resolve("cifar-10-binary.tar.gz"), "x");
    expect(archive + " is an archive. Unpack it", archive);
    expect("has the archive cifar-10-binary.tar.gz, which is not unpacked", directory);
    Path image = TestImages.write(directory.resolve("a/b.png"), TestImages.plain(2, 3, 0));
    expect(image + " is a file. Give the directory", image);
    expect("missing does not exist. Give the directory", directory.resolve("missing"));
  }
}

package dev.highorder.demo.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.image.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleImagesTest {

  private static final List<String> CLASSES = List.of("red", "../blue", "a/b");

  @TempDir Path folder;

  /** The names of classes need not be those of files: a data set has them in a text file. */
  @Test
  void writesNothingOutsideOfTheFolder() throws IOException {
    byte[] pixels = new byte[3 * 4 * 4];
    LabelledImages images =
        LabelledImages.of(
            "test", CLASSES, 4, 4, List.of(pixels, pixels, pixels), new int[] {0, 1, 2});
    SampleImages samples = new SampleImages(folder.resolve("new/samples"));

    samples.prepare(CLASSES);
    samples.write(images);

    try (Stream<Path> files = Files.list(folder.resolve("new/samples"))) {
      assertEquals(
          List.of(".._blue.png", "a_b.png", "red.png"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aFolderThatCannotBeCreatedIsReportedBeforehand() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    String message =
        assertThrows(
                IOException.class, () -> new SampleImages(file.resolve("samples")).prepare(CLASSES))
            .getMessage();

    assertTrue(message.contains("cannot hold the samples"), message);
  }

  @Test
  void theFolderIsCheckedAndNotCreated() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path classifier = folder.resolve("classifier");
    SampleImages inTheWay = new SampleImages(classifier.resolve("samples"));

    new SampleImages(folder.resolve("new/samples")).check(classifier);
    String message =
        assertThrows(
                IOException.class,
                () -> new SampleImages(file.resolve("samples")).check(classifier))
            .getMessage();

    assertTrue(message.contains("nothing can be written to " + file), message);
    assertThrows(IllegalArgumentException.class, () -> inTheWay.check(classifier));
    assertTrue(Files.notExists(folder.resolve("new")));
  }

  /** A file system has names of up to 255 bytes. */
  @Test
  void aClassWhoseNameIsTooLongIsReportedBeforehand() {
    String message =
        assertThrows(
                IOException.class,
                () -> new SampleImages(folder).prepare(List.of("a", "x".repeat(300))))
            .getMessage();

    assertTrue(message.contains("cannot be written"), message);
  }

  @Test
  void noNameIsOnlyDots() {
    assertEquals(".._", SampleImages.fileName(".."));
    assertEquals("Müll", SampleImages.fileName("Müll"));
  }
}

package dev.highorder.source;

import static dev.highorder.image.TestImages.BLUE;
import static dev.highorder.image.TestImages.GREEN;
import static dev.highorder.image.TestImages.RED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.ImageFile;
import dev.highorder.image.ImageTensors;
import dev.highorder.image.Preparation;
import dev.highorder.image.RgbImage;
import dev.highorder.image.TestImages;
import dev.highorder.input.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir Path directory;

  private LabelledImages read(DataSplit split, ReadingOptions options) throws IOException {
    return new ImageFolder(directory, options).read(split);
  }

  private LabelledImages readTrain() throws IOException {
    return read(DataSplit.TRAIN, ReadingOptions.defaults());
  }

  @Test
  void readsImagesByClassAndName() throws IOException {
    TestImages.writeFolder(directory);
    LabelledImages train = readTrain();
    assertEquals(List.of("cat", "dog"), train.classes());
    assertEquals(2, train.height());
    assertEquals(3, train.width());
    assertArrayEquals(
        new int[] {0, 0, 1, 1}, IntStream.range(0, train.size()).map(train::label).toArray());
    int[] colours = {BLUE, GREEN, GREEN, RED};
    for (int i = 0; i < colours.length; i++) {
      assertEquals(colours[i], train.image(i).getRGB(2, 1) & 0xffffff, "image " + i);
    }
    assertEquals("image folder " + directory.resolve("train"), train.description());
  }

  @Test
  void testImagesHaveTheLabelsOfTraining() throws IOException {
    TestImages.writeFolder(directory);
    LabelledImages test = read(DataSplit.TEST, ReadingOptions.defaults());
    assertEquals(List.of("cat", "dog"), test.classes());
    assertEquals(1, test.size());
    assertEquals(1, test.label(0));
  }

  @Test
  void readsJpegsOnManyThreadsInOrder() throws IOException {
    for (int i = 0; i < 200; i++) {
      Path file = directory.resolve(String.format("train/%s/%03d.jpg", i < 100 ? "a" : "b", i));
      TestImages.write(file, TestImages.plain(8, 8, 0x010101 * i));
    }
    LabelledImages train = readTrain();
    for (int i = 0; i < 200; i++) {
      assertEquals(i, train.pixels(i)[0] & 0xff, 1, "image " + i);
    }
  }

  @Test
  void countsHiddenFilesAndFollowsLinks() throws IOException {
    TestImages.writeFolder(directory);
    Files.writeString(directory.resolve("train/cat/.DS_Store"), "x");
    Files.writeString(directory.resolve("train/cat/Thumbs.db"), "x");
    Files.createDirectories(directory.resolve("train/__MACOSX/cat"));
    Files.writeString(directory.resolve("train/README.txt"), "x");
    Files.createDirectory(directory.resolve("train/.cache"));
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    TestImages.write(elsewhere.resolve("x.png"), TestImages.plain(2, 3, RED));
    Files.createSymbolicLink(directory.resolve("train/linked"), elsewhere);
    LabelledImages train = readTrain();
    assertEquals(List.of("cat", "dog", "linked"), train.classes());
    assertEquals(5, train.size());
    assertEquals(0, train.skipped().count());
    assertEquals(4, train.skipped().leftovers());
  }

  /** One system stores an accented letter as one character, another as two. */
  @Test
  void aClassIsFoundInEitherFormOfItsAccents() throws IOException {
    TestImages.writeFolder(directory);
    TestImages.write(
        FileNamesTest.named(directory.resolve("train"), "M\u00fcll").resolve("1.png"),
        TestImages.plain(2, 3, RED));
    TestImages.write(
        FileNamesTest.named(directory.resolve("test"), "Mu\u0308ll").resolve("1.png"),
        TestImages.plain(2, 3, RED));
    LabelledImages test = read(DataSplit.TEST, ReadingOptions.defaults());
    assertEquals(List.of("M\u00fcll", "cat", "dog"), test.classes());
    assertEquals(0, test.label(0));
  }

  /** The size that is checked is the one that viewers show. */
  @Test
  void appliesTheOrientationOfACamera() throws IOException {
    Path cat = directory.resolve("train/cat");
    TestImages.write(cat.resolve("1.jpg"), TestImages.orientedFile("JPEG", 6));
    TestImages.write(cat.resolve("2.jpg"), TestImages.plain(12, 8, RED));
    TestImages.write(directory.resolve("train/dog/1.png"), TestImages.plain(12, 8, RED));
    LabelledImages train = readTrain();
    assertEquals(12, train.height());
    assertEquals(8, train.width());
    assertArrayEquals(RgbImage.of(ImageFile.read(cat.resolve("1.jpg"))).pixels(), train.pixels(0));
  }

  @Test
  void expectsTheGivenSizeOrScalesToIt() throws IOException {
    TestImages.writeFolder(directory);
    ReadingOptions square = ReadingOptions.builder().optSize(3, 3).build();
    String message =
        assertThrows(BadImagesException.class, () -> read(DataSplit.TRAIN, square)).getMessage();
    assertTrue(message.contains("4 files"), message);
    assertTrue(message.contains("instead of 3 x 3"), message);

    TestImages.write(directory.resolve("train/cat/z.png"), TestImages.plain(9, 5, RED));
    LabelledImages scaled =
        read(
            DataSplit.TRAIN, ReadingOptions.builder().optResize(4, 6, Preparation.EARLIER).build());
    assertEquals(4, scaled.height());
    assertEquals(6, scaled.width());
    assertEquals(RED, scaled.image(2).getRGB(5, 3) & 0xffffff);
  }

  @Test
  void limitsEachClass() throws IOException {
    TestImages.writeFolder(directory);
    LabelledImages train =
        read(DataSplit.TRAIN, ReadingOptions.builder().optLimitPerClass(1).build());
    assertEquals(2, train.size());
    assertEquals(BLUE, train.image(0).getRGB(0, 0) & 0xffffff);
    assertEquals(GREEN, train.image(1).getRGB(0, 0) & 0xffffff);
  }

  @Test
  void reportsItsProgressAndCanBeCancelled() throws IOException {
    TestImages.writeFolder(directory);
    List<String> heard = new ArrayList<>();
    ReadingProgress listener = (done, total) -> heard.add(done + "/" + total);
    read(DataSplit.TRAIN, ReadingOptions.builder().optProgress(listener).build());
    assertEquals(List.of("1/4", "2/4", "3/4", "4/4"), heard);

    ReadingProgress cancel =
        (done, total) -> {
          throw new CancellationException();
        };
    assertThrows(
        CancellationException.class,
        () -> read(DataSplit.TRAIN, ReadingOptions.builder().optProgress(cancel).build()));
  }

  /** A network reads the same numbers in training and when it classifies the same file. */
  @Test
  void trainingAndInferenceReadTheSameNumbers() throws IOException {
    Path file =
        TestImages.write(directory.resolve("train/noise/1.jpg"), TestImages.noise(40, 30, 5));
    TestImages.write(directory.resolve("train/other/1.jpg"), TestImages.noise(40, 30, 6));
    LabelledImages training =
        read(
            DataSplit.TRAIN,
            ReadingOptions.builder().optResize(32, 32, Preparation.stretch()).build());
    ImageFormat format = training.measuredFormat();
    ImageTensors tensors = new ImageTensors(32, 32, format.normalisation());
    float[] expected = new float[tensors.length()];
    training.encoder(format).encode(0, 0, expected, 0);
    assertArrayEquals(expected, tensors.ofScaled(ImageFile.read(file)));
    assertArrayEquals(expected, tensors.of(training.image(0)));
  }
}

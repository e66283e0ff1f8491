package dev.highorder.source;

import static dev.highorder.image.TestImages.RED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.BadImageException;
import dev.highorder.image.HostileImages;
import dev.highorder.image.Preparation;
import dev.highorder.image.TestImages;
import dev.highorder.source.DataSetException.Cure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderFaultsTest {

  @TempDir Path directory;

  private LabelledImages read(DataSplit split, ReadingOptions options) throws IOException {
    return new ImageFolder(directory, options).read(split);
  }

  private LabelledImages readTrain() throws IOException {
    return read(DataSplit.TRAIN, ReadingOptions.defaults());
  }

  private static ReadingOptions skipping() {
    return ReadingOptions.builder().optBadImages(BadImages.SKIP).build();
  }

  private String refusal(DataSplit split, ReadingOptions options) {
    return assertThrows(DataSetException.class, () -> read(split, options)).getMessage();
  }

  private String refusal() {
    return refusal(DataSplit.TRAIN, ReadingOptions.defaults());
  }

  @Test
  void refusesEveryKindOfBadFileByName() throws IOException {
    TestImages.writeFolder(directory);
    byte[] whole = TestImages.encode(TestImages.noise(2, 3, 1), "png");
    Path cat = directory.resolve("train/cat");
    TestImages.write(cat.resolve("cut.png"), Arrays.copyOf(whole, whole.length - 20));
    TestImages.write(cat.resolve("empty.jpg"), new byte[0]);
    TestImages.write(cat.resolve("large.png"), TestImages.plain(4, 3, RED));
    TestImages.write(cat.resolve("notes.txt"), "hello".getBytes(StandardCharsets.UTF_8));
    TestImages.write(cat.resolve("text.png"), "hello".getBytes(StandardCharsets.UTF_8));
    TestImages.write(cat.resolve("bomb.png"), TestImages.pngThatDeclares(30_000, 30_000));
    Files.createDirectory(cat.resolve("more"));
    Files.createSymbolicLink(cat.resolve("lost.png"), directory.resolve("nowhere"));

    String message = refusal();
    assertTrue(message.contains("8 files cannot be used"), message);
    assertTrue(message.contains(cat.resolve("cut.png") + " is cut short"), message);
    assertTrue(message.contains(cat.resolve("empty.jpg") + " is empty"), message);
    assertTrue(message.contains(cat.resolve("large.png") + " has 4 x 3 (height x width)"), message);
    assertTrue(message.contains(cat.resolve("notes.txt") + " does not have the name"), message);
    assertTrue(message.contains(cat.resolve("text.png") + " is not an image"), message);
    assertTrue(message.contains(cat.resolve("bomb.png") + " claims 30000 x 30000"), message);
    assertTrue(message.contains(cat.resolve("more") + " is a folder without images"), message);
    assertTrue(message.contains(cat.resolve("lost.png") + " does not exist"), message);
    assertTrue(message.contains("BadImages.SKIP"), message);

    LabelledImages train = read(DataSplit.TRAIN, skipping());
    assertEquals(4, train.size());
    assertEquals(8, train.skipped().count());
    assertEquals(8, train.skipped().named().size());
    assertTrue(train.skipped().named().get(0).startsWith(cat.resolve("bomb.png") + " "));
    assertEquals(8, train.first(2).skipped().count());
  }

  /** One file must not end the reading of a thousand, nor stop it for ever. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void skipsFilesThatStopACarelessReader() throws Exception {
    TestImages.writeFolder(directory);
    Path cat = directory.resolve("train/cat");
    HostileImages.pipe(cat.resolve("0.png"));
    Files.createSymbolicLink(cat.resolve("1.png"), Path.of("/dev/zero"));
    TestImages.write(cat.resolve("2.bmp"), HostileImages.bmpWithHugePng());
    Files.createDirectory(cat.resolve("3.png"));
    LabelledImages train = read(DataSplit.TRAIN, skipping());
    assertEquals(4, train.size());
    assertEquals(4, train.skipped().count());
    assertTrue(refusal().contains("0.png is a pipe, socket or device"), refusal());
  }

  @Test
  void showsNamesWithoutControlCharacters() throws IOException {
    TestImages.writeFolder(directory);
    TestImages.write(directory.resolve("train/a\u001b[2J/x\ny.png"), new byte[0]);
    String message = refusal();
    assertTrue(message.contains("train/a\\u001b[2J/x\\u000ay.png is empty"), message);
    assertTrue(message.contains("No image of the class a\\u001b[2J is left"), message);
    assertFalse(message.contains("\u001b"), message);
  }

  @Test
  void saysWhichReadingOptionsHelp() throws IOException {
    TestImages.writeFolder(directory);
    TestImages.write(directory.resolve("train/cat/large.png"), TestImages.plain(4, 3, RED));
    assertEquals(Set.of(Cure.SKIP_BAD_IMAGES, Cure.SCALE), cures(ReadingOptions.defaults()));
    TestImages.write(directory.resolve("train/cat/empty.png"), new byte[0]);
    assertEquals(Set.of(Cure.SKIP_BAD_IMAGES), cures(ReadingOptions.defaults()));
    TestImages.write(directory.resolve("train/ant/empty.png"), new byte[0]);
    assertEquals(Set.of(), cures(ReadingOptions.defaults()));
    assertEquals(Set.of(), cures(skipping()));
  }

  private Set<Cure> cures(ReadingOptions options) {
    return assertThrows(DataSetException.class, () -> read(DataSplit.TRAIN, options)).cures();
  }

  /** Skipping bad files must not lose the images of a folder that lies one level too deep. */
  @Test
  void refusesAFolderOfImagesInsideAClass() throws IOException {
    TestImages.writeFolder(directory);
    Path dark = directory.resolve("train/cat/dark");
    for (int i = 0; i < 3; i++) {
      TestImages.write(dark.resolve("more/" + i + ".png"), TestImages.plain(2, 3, RED));
    }
    TestImages.write(dark.resolve("._0.png"), TestImages.plain(2, 3, RED));
    for (ReadingOptions options : List.of(ReadingOptions.defaults(), skipping())) {
      String message = refusal(DataSplit.TRAIN, options);
      assertTrue(
          message.startsWith(dark + " is a folder with 3 images inside the class cat"), message);
      assertTrue(message.contains("Move the images into " + dark.getParent()), message);
      assertEquals(Set.of(), cures(options));
    }
  }

  @Test
  void refusesASingleClass() throws IOException {
    TestImages.write(directory.resolve("train/cat/1.png"), TestImages.plain(2, 3, RED));
    assertEquals(
        directory.resolve("train")
            + " has one class only, cat. Add a directory with images of another class.",
        refusal());
  }

  /** A class without a readable name would be saved with a destroyed one. */
  @Test
  void refusesAClassWhoseNameIsNotText() throws IOException {
    TestImages.writeFolder(directory);
    URI latin1 = URI.create(directory.resolve("train").toUri() + "M%FCll");
    TestImages.write(Path.of(latin1).resolve("1.png"), TestImages.plain(2, 3, RED));
    assertTrue(refusal().contains("has a name that is not text in UTF-8"), refusal());
  }

  /** Whether the file is good is not known, so it must not be skipped. */
  @Test
  void tooLittleMemoryEndsTheReading() throws Exception {
    TestImages.writeFolder(directory);
    BufferedImage large = new BufferedImage(6000, 6000, BufferedImage.TYPE_BYTE_GRAY);
    TestImages.write(directory.resolve("train/cat/large.png"), large);
    ChildJvm child = ChildJvm.run(SkippingReader.class, directory, "C.UTF-8", "-Xmx24m");
    assertTrue(child.output().contains("large.png needs more memory than Java has"), child::output);
  }

  /** A program that reads a training set and prints what is thrown. */
  static final class SkippingReader {
    private SkippingReader() {}

    public static void main(String[] args) throws IOException {
      ReadingOptions options =
          ReadingOptions.builder()
              .optBadImages(BadImages.SKIP)
              .optResize(4, 4, Preparation.stretch())
              .build();
      try {
        System.out.println(new ImageFolder(Path.of(args[0]), options).read(DataSplit.TRAIN));
      } catch (BadImageException e) {
        System.out.println(e.kind() + " " + e.getMessage());
      }
    }
  }

  @Test
  void namesTenBadFilesAndCountsTheRest() throws IOException {
    TestImages.writeFolder(directory);
    for (int i = 0; i < 13; i++) {
      TestImages.write(directory.resolve("train/dog/x" + (10 + i) + ".png"), new byte[0]);
    }
    BadImagesException e = assertThrows(BadImagesException.class, this::readTrain);
    assertEquals(13, e.count());
    assertTrue(e.getMessage().contains("13 files"), e.getMessage());
    assertTrue(e.getMessage().contains("x19.png"), e.getMessage());
    assertFalse(e.getMessage().contains("x20.png"), e.getMessage());
    assertTrue(e.getMessage().contains("and 3 more"), e.getMessage());

    LabelledImages train = read(DataSplit.TRAIN, skipping());
    assertEquals(13, train.skipped().count());
    assertEquals(10, train.skipped().named().size());
  }

  @Test
  void skipsABadFirstImage() throws IOException {
    TestImages.writeFolder(directory);
    TestImages.write(directory.resolve("train/cat/0.png"), new byte[0]);
    assertEquals(4, read(DataSplit.TRAIN, skipping()).size());
  }

  @Test
  void refusesAClassWithoutImages() throws IOException {
    TestImages.writeFolder(directory);
    Path empty = Files.createDirectory(directory.resolve("train/ant"));
    assertEquals(empty + " has no images. Add some, or delete the directory.", refusal());
    TestImages.write(empty.resolve("a.png"), new byte[0]);
    String message = refusal(DataSplit.TRAIN, skipping());
    assertTrue(message.contains("No image of the class ant is left"), message);
  }

  @Test
  void refusesWhatIsNotAnImageFolder() throws IOException {
    assertTrue(refusal().startsWith(directory.resolve("train") + " is missing"), refusal());
    Files.createDirectory(directory.resolve("train"));
    assertTrue(refusal().contains("has no directories of classes"), refusal());
    TestImages.writeFolder(directory);
    Path stray = directory.resolve("train/stray.png");
    TestImages.write(stray, TestImages.plain(2, 3, RED));
    assertTrue(
        refusal().contains("train has 1 image that belong to no class, such as stray.png"),
        refusal());
  }

  @Test
  void refusesATestClassWithoutTraining() throws IOException {
    TestImages.writeFolder(directory);
    TestImages.write(directory.resolve("test/wolf/1.png"), TestImages.plain(2, 3, RED));
    String message = refusal(DataSplit.TEST, ReadingOptions.defaults());
    assertTrue(message.contains("the class wolf does not occur"), message);
    assertTrue(message.contains("[cat, dog]"), message);
    assertEquals(4, readTrain().size());
  }

  @Test
  void refusesAMissingTestDirectory() throws IOException {
    TestImages.write(directory.resolve("train/cat/1.png"), TestImages.plain(2, 3, RED));
    String message = refusal(DataSplit.TEST, ReadingOptions.defaults());
    assertTrue(message.startsWith(directory.resolve("test") + " is missing"), message);
  }
}

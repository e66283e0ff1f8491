package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.TestImages;
import dev.highorder.source.DataSetException.Cure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedImagesTest {

  @TempDir Path directory;

  private final List<String> notices = new ArrayList<>();

  /** Image i has the colour i. */
  private ListedImage image(int i, String className) throws IOException {
    Path file = directory.resolve(i + ".png");
    TestImages.write(file, TestImages.plain(2, 2, i));
    return new ListedImage(file, className, "list, line " + i);
  }

  private List<ListedImage> images(int from, String... classes) throws IOException {
    List<ListedImage> images = new ArrayList<>();
    for (String name : classes) {
      images.add(image(from + images.size(), name));
    }
    return images;
  }

  private ListedImages source(
      List<ListedImage> training, List<ListedImage> test, ReadingOptions.Builder options)
      throws DataSetException {
    return new ListedImages(
        "photos.csv",
        directory,
        training,
        Optional.ofNullable(test),
        options.optNotices(notices::add).build());
  }

  private static int[] colours(LabelledImages images) {
    return IntStream.range(0, images.size())
        .map(i -> images.image(i).getRGB(0, 0) & 0xffffff)
        .toArray();
  }

  @Test
  void readsBothLists() throws IOException {
    ListedImages source =
        source(images(1, "dog", "cat", "dog"), images(5, "dog", "cat"), ReadingOptions.builder());
    LabelledImages train = source.read(DataSplit.TRAIN);
    assertEquals(List.of("cat", "dog"), train.classes());
    assertEquals(List.of(2, 1, 3), IntStream.of(colours(train)).boxed().toList());
    assertEquals(0, train.label(0));
    LabelledImages test = source.read(DataSplit.TEST);
    assertEquals(List.of(6, 5), IntStream.of(colours(test)).boxed().toList());
    assertEquals("image list photos.csv (test)", test.description());
    assertEquals(List.of(), notices);
  }

  @Test
  void withholdsAShareOfEachClass() throws IOException {
    ReadingOptions.Builder options = ReadingOptions.builder().optHoldout(new ImageHoldout(0.5, 1));
    ListedImages source = source(images(1, "a", "a", "a", "a", "b", "b"), null, options);
    LabelledImages train = source.read(DataSplit.TRAIN);
    LabelledImages test = source.read(DataSplit.TEST);
    assertEquals(3, train.size());
    assertEquals(List.of(0, 0, 1), IntStream.range(0, 3).mapToObj(test::label).toList());
    Set<Integer> all = new HashSet<>();
    IntStream.concat(IntStream.of(colours(train)), IntStream.of(colours(test))).forEach(all::add);
    assertEquals(6, all.size());
  }

  @Test
  void tellsAbsentClassesAndEqualFiles() throws IOException {
    List<ListedImage> test = images(5, "dog");
    TestImages.write(directory.resolve("5.png"), TestImages.plain(2, 2, 1));
    source(images(1, "dog", "cat"), test, ReadingOptions.builder()).read(DataSplit.TEST);
    assertTrue(notices.get(0).contains("no images of 1 of the 2 classes: [cat]"), notices.get(0));
    assertTrue(notices.get(1).startsWith("1 image of the test set has the same"), notices.get(1));
  }

  private String refusal(List<ListedImage> training, List<ListedImage> test) {
    return assertThrows(
            DataSetException.class, () -> source(training, test, ReadingOptions.builder()))
        .getMessage();
  }

  @Test
  void refusesWhatWouldBeMislabelled() throws IOException {
    List<ListedImage> two = images(1, "cat", "dog");
    assertEquals(
        "list, line 7: the class wolf does not occur in photos.csv, which has [cat, dog]. Correct the label, or add training images of this class.",
        refusal(two, images(7, "wolf")));
    assertTrue(refusal(two, images(2, "cat")).contains("2.png is listed already, as dog in"));
    assertTrue(refusal(images(1, "cat", "cat"), images(5, "cat")).contains("has one class only"));
  }

  @Test
  void needsOneTestSet() throws IOException {
    List<ListedImage> two = images(1, "cat", "dog");
    DataSetException none =
        assertThrows(DataSetException.class, () -> source(two, null, ReadingOptions.builder()));
    assertEquals(Set.of(Cure.HOLDOUT), none.cures());
    ReadingOptions.Builder both = ReadingOptions.builder().optHoldout(new ImageHoldout(0.5, 1));
    assertThrows(DataSetException.class, () -> source(two, two, both));
  }

  @Test
  void aMissingFileIsABadImage() throws IOException {
    List<ListedImage> training = images(1, "cat", "dog");
    training.add(new ListedImage(directory.resolve("gone.png"), "cat", "list, line 9"));
    ListedImages source = source(training, images(5, "cat"), ReadingOptions.builder());
    assertTrue(
        assertThrows(BadImagesException.class, () -> source.read(DataSplit.TRAIN))
            .getMessage()
            .contains("gone.png does not exist"));
  }
}

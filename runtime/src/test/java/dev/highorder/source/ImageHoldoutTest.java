package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHoldoutTest {

  @TempDir Path directory;

  private final List<String> notices = new ArrayList<>();

  /** Each image has a colour of its own, by which it is recognised. */
  private void write(String name, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = directory.resolve("%s/%s.png".formatted(name, i));
      TestImages.write(file, TestImages.plain(2, 2, name.hashCode() << 8 | i));
    }
  }

  private ReadingOptions.Builder options(double share, long seed) {
    return ReadingOptions.builder()
        .optHoldout(new ImageHoldout(share, seed))
        .optNotices(notices::add);
  }

  private static List<Integer> colours(LabelledImages images) {
    return IntStream.range(0, images.size()).mapToObj(i -> images.image(i).getRGB(0, 0)).toList();
  }

  private List<Integer> withheld(ReadingOptions options) throws IOException {
    return colours(Sources.open(directory, options).read(DataSplit.TEST));
  }

  @Test
  void dividesEachClassByItsShare() throws IOException {
    write("cat", 10);
    write("dog", 40);
    ImageSource source = Sources.open(directory, options(0.2, 1).build());
    LabelledImages train = source.read(DataSplit.TRAIN);
    LabelledImages test = source.read(DataSplit.TEST);
    assertEquals(List.of("cat", "dog"), test.classes());
    assertEquals(2, IntStream.range(0, test.size()).filter(i -> test.label(i) == 0).count());
    assertEquals(8, IntStream.range(0, test.size()).filter(i -> test.label(i) == 1).count());
    Set<Integer> all = new HashSet<>(colours(train));
    all.addAll(colours(test));
    assertEquals(50, all.size(), "every image is on one side");
    assertEquals(40, train.size());
    assertEquals(List.of(), notices);
  }

  @Test
  void theSideDependsOnSeedAndNamesAlone() throws IOException {
    write("cat", 30);
    write("dog", 30);
    List<Integer> before = withheld(options(0.3, 1).build());
    assertNotEquals(before, withheld(options(0.3, 2).build()));
    Path moved = Files.createDirectory(directory.resolve("train"));
    Files.move(directory.resolve("cat"), moved.resolve("cat"));
    Files.move(directory.resolve("dog"), moved.resolve("dog"));
    assertEquals(before, withheld(options(0.3, 1).build()), "in train/, without a test set");
    assertTrue(before.containsAll(withheld(options(0.3, 1).optLimitPerClass(3).build())));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 17, 40})
  void anotherImageMovesAtMostOne(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "image " + i).toList();
    List<String> more = new ArrayList<>(names);
    more.add("another");
    ImageHoldout holdout = new ImageHoldout(0.2, 1);
    Set<String> moved = new HashSet<>(holdout.withheld("cat", names));
    Set<String> after = holdout.withheld("cat", more);
    moved.removeAll(after);
    assertTrue(moved.size() <= 1, moved::toString);
  }

  @ParameterizedTest
  @CsvSource({"0.01,10,1", "0.99,10,9", "0.5,2,1", "0.25,10,3", "0.2,10,2"})
  void bothSidesHaveAnImage(double share, int count, int expected) {
    List<String> names = IntStream.range(0, count).mapToObj(String::valueOf).toList();
    assertEquals(expected, new ImageHoldout(share, 1).withheld("cat", names).size());
  }

  @Test
  void reportsEqualFilesOnBothSides() throws IOException {
    write("cat", 10);
    write("dog", 10);
    Path copied = directory.resolve("cat/0.png");
    for (int i = 0; i < 10; i++) {
      Files.copy(copied, directory.resolve("dog/copy" + i + ".png"));
    }
    Sources.open(directory, options(0.5, 1).build()).read(DataSplit.TEST);
    assertEquals(1, notices.size(), notices::toString);
    assertTrue(notices.get(0).contains("the same bytes as in the training set"), notices.get(0));
  }

  @Test
  void refusesAClassOfOneImage() throws IOException {
    write("cat", 1);
    write("dog", 4);
    String message =
        assertThrows(DataSetException.class, () -> withheld(options(0.2, 1).build())).getMessage();
    assertTrue(message.startsWith("The class cat has 1 image, but a holdout needs two"), message);
  }

  @Test
  void refusesADirectoryWithATestSet() throws IOException {
    TestImages.writeFolder(directory);
    String message =
        assertThrows(DataSetException.class, () -> withheld(options(0.2, 1).build())).getMessage();
    assertTrue(message.startsWith(directory.resolve("test") + " is a test set already"), message);
  }

  @Test
  void countsSystemFilesAndReportsOthers() throws IOException {
    write("cat", 4);
    write("dog", 4);
    Files.writeString(directory.resolve("cat/.DS_Store"), "x");
    Files.createDirectory(directory.resolve("__MACOSX"));
    ImageSource source = Sources.open(directory, options(0.5, 1).build());
    assertEquals(2, source.read(DataSplit.TEST).skipped().leftovers());
    Files.writeString(directory.resolve("cat/notes.txt"), "x");
    assertThrows(BadImagesException.class, () -> source.read(DataSplit.TRAIN));
    assertEquals(4, source.read(DataSplit.TEST).size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, Double.NaN})
  void refusesAShareOfNothingOrAll(double share) {
    assertThrows(IllegalArgumentException.class, () -> new ImageHoldout(share, 1));
  }
}

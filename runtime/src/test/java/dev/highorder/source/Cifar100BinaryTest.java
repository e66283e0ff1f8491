package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar100BinaryTest {

  private static final int RECORD = 3074;

  @TempDir Path directory;

  private static byte[] pixels(int seed) {
    byte[] pixels = new byte[RECORD - 2];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  /** Record r has the coarse label r, the fine label 99 - r and pixels from Random(r). */
  private static byte[] records(int count) {
    byte[] records = new byte[count * RECORD];
    for (int r = 0; r < count; r++) {
      records[r * RECORD] = (byte) r;
      records[r * RECORD + 1] = (byte) (99 - r);
      System.arraycopy(pixels(r), 0, records, r * RECORD + 2, RECORD - 2);
    }
    return records;
  }

  private static String names(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining("\n", "", "\n\n"));
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(directory.resolve("fine_label_names.txt"), names("fine", 100));
    Files.writeString(directory.resolve("coarse_label_names.txt"), names("coarse", 20));
    Files.write(directory.resolve("train.bin"), records(3));
    Files.write(directory.resolve("test.bin"), records(2));
  }

  private static ReadingOptions labels(Cifar100Labels labels) {
    return ReadingOptions.builder().optCifar100Labels(labels).build();
  }

  private String refusal() {
    return assertThrows(DataSetException.class, () -> Sources.open(directory).read(DataSplit.TRAIN))
        .getMessage();
  }

  @Test
  void readsFineAndCoarseLabels() throws IOException {
    assertInstanceOf(Cifar100Binary.class, Sources.open(directory));
    LabelledImages fine = Sources.open(directory).read(DataSplit.TRAIN);
    LabelledImages coarse =
        Sources.open(directory, labels(Cifar100Labels.COARSE)).read(DataSplit.TRAIN);
    assertEquals(100, fine.classes().size());
    assertEquals(20, coarse.classes().size());
    for (int r = 0; r < 3; r++) {
      assertEquals("fine" + (99 - r), fine.classes().get(fine.label(r)));
      assertEquals("coarse" + r, coarse.classes().get(coarse.label(r)));
      assertArrayEquals(pixels(r), fine.pixels(r));
    }
    assertEquals(2, Sources.open(directory).read(DataSplit.TEST).size());
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path train = directory.resolve("train.bin");
    Files.write(train, Arrays.copyOf(records(3), 2 * RECORD + 1));
    assertTrue(refusal().startsWith(train + " is cut short within record 2"), refusal());
    byte[] records = records(3);
    records[RECORD + 1] = 100;
    Files.write(train, records);
    assertTrue(refusal().startsWith(train + ": record 1 has the label 100"), refusal());
    Path names = directory.resolve("fine_label_names.txt");
    Files.writeString(names, "one\ntwo\n");
    assertTrue(refusal().startsWith(names + " names [one, two] instead of 100"), refusal());
    Files.delete(names);
    assertTrue(refusal().contains("neither an image folder"), refusal());
  }

  @Test
  void refusesItsLabelsForOtherData(@TempDir Path other) throws IOException {
    TestImages.writeFolder(other);
    String message =
        assertThrows(DataSetException.class, () -> Sources.open(other, labels(Cifar100Labels.FINE)))
            .getMessage();
    assertTrue(message.startsWith(other + " is not CIFAR-100"), message);
  }
}

package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.HostileImages;
import dev.highorder.image.Preparation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class Cifar10BinaryTest {

  private static final int RECORD = 3073;

  @TempDir Path directory;

  /** Two records a file; record r of file f has label f + r and pixels from Random(10 f + r). */
  @BeforeEach
  void writeFiles() throws IOException {
    for (int f = 1; f <= 5; f++) {
      Files.write(directory.resolve("data_batch_" + f + ".bin"), records(f));
    }
    Files.write(directory.resolve("test_batch.bin"), records(0));
  }

  private static byte[] records(int file) {
    byte[] records = new byte[2 * RECORD];
    for (int r = 0; r < 2; r++) {
      records[r * RECORD] = (byte) (file + r);
      System.arraycopy(pixels(file, r), 0, records, r * RECORD + 1, RECORD - 1);
    }
    return records;
  }

  private static byte[] pixels(int file, int record) {
    byte[] pixels = new byte[RECORD - 1];
    new Random(10L * file + record).nextBytes(pixels);
    return pixels;
  }

  private LabelledImages read(DataSplit split) throws IOException {
    return new Cifar10Binary(directory, ReadingOptions.defaults()).read(split);
  }

  private String refusal() {
    return assertThrows(DataSetException.class, () -> read(DataSplit.TRAIN)).getMessage();
  }

  @Test
  void readsLabelsAndPlanes() throws IOException {
    LabelledImages train = read(DataSplit.TRAIN);
    assertEquals(10, train.size());
    assertEquals(32, train.height());
    assertEquals(32, train.width());
    for (int i = 0; i < 10; i++) {
      int file = 1 + i / 2;
      assertEquals(file + i % 2, train.label(i));
      assertArrayEquals(pixels(file, i % 2), train.pixels(i));
    }
    LabelledImages test = read(DataSplit.TEST);
    assertEquals(2, test.size());
    assertArrayEquals(pixels(0, 1), test.pixels(1));
    assertEquals("airplane", test.classes().get(0));
    assertEquals("truck", test.classes().get(9));
  }

  @Test
  void takesTheClassNamesFromTheirFile() throws IOException {
    Path names = directory.resolve("batches.meta.txt");
    Files.writeString(names, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
    assertEquals(
        List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"), read(DataSplit.TEST).classes());
    Files.writeString(names, "a\nb\n");
    assertTrue(refusal().startsWith(names + " names [a, b] instead of 10"), refusal());
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path third = directory.resolve("data_batch_3.bin");
    Files.write(third, Arrays.copyOf(records(3), RECORD + 100));
    assertTrue(refusal().startsWith(third + " is cut short within record 1"), refusal());
    assertTrue(refusal().contains("Unpack cifar-10-binary.tar.gz again"), refusal());

    Files.write(third, new byte[0]);
    assertTrue(refusal().startsWith(third + " is empty"), refusal());

    byte[] records = records(3);
    records[RECORD] = 10;
    Files.write(third, records);
    assertTrue(refusal().startsWith(third + ": record 1 has the label 10"), refusal());

    Files.delete(third);
    assertTrue(refusal().startsWith(third + " is missing"), refusal());
  }

  /** Opening a pipe waits for ever, and a device may have no end. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void opensRegularFilesOnly() throws Exception {
    Path names = HostileImages.pipe(directory.resolve("batches.meta.txt"));
    assertTrue(refusal().startsWith(names + " is not a file of at most"), refusal());
    Files.delete(names);
    Files.createSymbolicLink(names, Path.of("/dev/zero"));
    assertTrue(refusal().startsWith(names + " is not a file of at most"), refusal());
    Files.delete(names);
    Path third = directory.resolve("data_batch_3.bin");
    Files.delete(third);
    HostileImages.pipe(third);
    assertTrue(refusal().startsWith(third + " is missing, is not a file"), refusal());
  }

  @Test
  void refusesAFileOfAnotherKindBeforeReadingIt() throws IOException {
    Path third = directory.resolve("data_batch_3.bin");
    try (RandomAccessFile file = new RandomAccessFile(third.toFile(), "rw")) {
      file.setLength(RECORD * 1_000_000L);
    }
    assertTrue(refusal().startsWith(third + " has 1000000 records, more than"), refusal());
  }

  @Test
  void limitsAndScales() throws IOException {
    ReadingOptions options =
        ReadingOptions.builder().optLimitPerClass(1).optResize(16, 8, Preparation.EARLIER).build();
    LabelledImages train = new Cifar10Binary(directory, options).read(DataSplit.TRAIN);
    assertEquals(6, train.size(), "labels 1 to 6, one each");
    assertEquals(16, train.height());
    assertEquals(8, train.width());

    Cifar10Binary other =
        new Cifar10Binary(directory, ReadingOptions.builder().optSize(64, 64).build());
    assertThrows(DataSetException.class, () -> other.read(DataSplit.TRAIN));
  }

  @Test
  void isFoundInTheUnpackedDirectoryAndAboveIt(@TempDir Path parent) throws IOException {
    assertInstanceOf(Cifar10Binary.class, Sources.open(directory));
    Files.createSymbolicLink(parent.resolve("cifar-10-batches-bin"), directory);
    assertEquals(10, Sources.open(parent).read(DataSplit.TRAIN).size());
  }
}

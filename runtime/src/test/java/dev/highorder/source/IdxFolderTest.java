package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.Preparation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are written byte by byte, as the format is described by its authors. */
class IdxFolderTest {

  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    // Three images of two rows and three columns.
    write(TRAIN_IMAGES, 0x803, List.of(3, 2, 3), bytes(0, 18));
    write(TRAIN_LABELS, 0x801, List.of(3), new byte[] {2, 0, 2});
    write("t10k-images.idx3-ubyte.gz", 0x803, List.of(1, 2, 3), bytes(250, 6));
    write("t10k-labels.idx1-ubyte", 0x801, List.of(1), new byte[] {1});
  }

  private static byte[] bytes(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private void write(String name, int magic, List<Integer> dimensions, byte[] numbers)
      throws IOException {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    try (DataOutputStream out =
        new DataOutputStream(name.endsWith(".gz") ? new GZIPOutputStream(memory) : memory)) {
      out.writeInt(magic);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
      out.write(numbers);
    }
    Files.write(directory.resolve(name), memory.toByteArray());
  }

  private LabelledImages read(DataSplit split) throws IOException {
    return Sources.open(directory).read(split);
  }

  private String refusal() {
    return assertThrows(DataSetException.class, () -> read(DataSplit.TRAIN)).getMessage();
  }

  @Test
  void readsGreyImages() throws IOException {
    assertInstanceOf(IdxFolder.class, Sources.open(directory));
    LabelledImages train = read(DataSplit.TRAIN);
    assertEquals(List.of("0", "1", "2"), train.classes());
    assertEquals(2, train.height());
    assertEquals(3, train.width());
    assertEquals(2, train.label(0));
    assertEquals(0, train.label(1));
    byte[] second = bytes(6, 6);
    for (int channel = 0; channel < 3; channel++) {
      assertArrayEquals(second, Arrays.copyOfRange(train.pixels(1), 6 * channel, 6 * channel + 6));
    }
    LabelledImages test = read(DataSplit.TEST);
    assertEquals(1, test.label(0));
    assertEquals((byte) 251, test.pixels(0)[1]);
  }

  @Test
  void takesTheClassNamesFromTheirFile() throws IOException {
    Files.writeString(directory.resolve("classes.txt"), "shirt\ntrouser\n\nbag\n");
    assertEquals(List.of("shirt", "trouser", "bag"), read(DataSplit.TEST).classes());
    Files.writeString(directory.resolve("classes.txt"), "shirt\ntrouser\n");
    assertTrue(refusal().contains("names 2 classes, but the labels need 3"), refusal());
  }

  @Test
  void scalesAndLimits() throws IOException {
    ReadingOptions options =
        ReadingOptions.builder().optResize(4, 4, Preparation.stretch()).optLimitPerClass(1).build();
    LabelledImages train = Sources.open(directory, options).read(DataSplit.TRAIN);
    assertEquals(2, train.size());
    assertEquals(4, train.height());
  }

  @Test
  void refusesFilesThatDoNotBelongTogether() throws IOException {
    write(TRAIN_LABELS, 0x801, List.of(2), new byte[] {0, 1});
    assertTrue(refusal().contains("has 3 images, but there are 2 labels"), refusal());
    Files.delete(directory.resolve(TRAIN_IMAGES));
    assertTrue(refusal().contains("has no file train-images-idx3-ubyte"), refusal());
  }

  /** Headers that promise what does not follow, without taking memory for it. */
  @ParameterizedTest
  @CsvSource({
    "0x801, 3, 2, 3, does not begin with the number 2051",
    "0x903, 3, 2, 3, does not begin with the number 2051",
    "0x803, 4, 2, 3, 'has 34 bytes, but its header asks for 40'",
    "0x803, 2147483647, 4096, 4096, but its header asks for",
    "0x803, 3, 100000, 3, of 100000",
    "0x803, -1, 2, 3, of -1",
    "0x803, 3, 0, 3, of 0",
  })
  void refusesHeadersThatAreWrong(String magic, int count, int height, int width, String message)
      throws IOException {
    write(TRAIN_IMAGES, Integer.decode(magic), List.of(count, height, width), bytes(0, 18));
    assertTrue(refusal().contains(message), refusal());
  }

  @Test
  void refusesDamagedArchives() throws IOException {
    Path file = directory.resolve(TRAIN_LABELS);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 12, whole.length / 2, whole.length - 9}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertTrue(refusal().contains(TRAIN_LABELS), refusal());
    }
    Files.writeString(file, "no archive at all");
    assertTrue(refusal().contains("damaged"), refusal());
    write(TRAIN_LABELS, 0x801, List.of(2_000_000_000), new byte[] {1});
    assertTrue(refusal().contains("cut short"), refusal());
  }
}

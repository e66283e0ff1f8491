package dev.highorder.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.augmentation.Augmentation;
import dev.highorder.dataset.DataSplit;
import dev.highorder.dataset.ExampleEncoder;
import dev.highorder.dataset.UnreadableExampleException;
import dev.highorder.dataset.image.LabelledImages;
import dev.highorder.image.ImageSize;
import dev.highorder.image.Preparation;
import dev.highorder.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPolicyTest {

  private static final int IMAGES = 40;

  @TempDir Path directory;

  @BeforeEach
  void writeImages() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      String type = i % 3 == 0 ? "jpg" : "png";
      TestImages.write(file(i, type), TestImages.noise(6 + i % 2, 8, i));
    }
  }

  private Path file(int number, String type) {
    return directory.resolve(
        "train/%s/%03d.%s".formatted(number < IMAGES / 2 ? "a" : "b", number, type));
  }

  private LabelledImages read(MemoryPolicy policy, BadImages badImages) throws IOException {
    return read(
        ReadingOptions.builder()
            .optResize(5, 7, Preparation.stretch())
            .optMemory(policy)
            .optBadImages(badImages));
  }

  private LabelledImages read(ReadingOptions.Builder options) throws IOException {
    return new ImageFolder(directory, options.build()).read(DataSplit.TRAIN);
  }

  private static float[] encoded(LabelledImages images, int index, int epoch, String names) {
    List<Augmentation> changes = Augmentation.parseList(names);
    ExampleEncoder encoder = images.encoder(images.measuredFormat(), changes, 5);
    float[] target = new float[images.channels() * 5 * 7];
    encoder.encode(index, epoch, target, 0);
    return target;
  }

  private static void assertSame(LabelledImages expected, LabelledImages actual) {
    assertSame(expected, actual, "crop:2,flip,autoaugment");
  }

  private static void assertSame(LabelledImages expected, LabelledImages actual, String changes) {
    assertEquals(expected.sha256(), actual.sha256());
    assertEquals(expected.normalisation(), actual.normalisation());
    assertEquals(expected.description(), actual.description());
    assertEquals(expected.size(), actual.size());
    for (int i = expected.size() - 1; i >= 0; i--) {
      assertEquals(expected.label(i), actual.label(i));
      assertArrayEquals(
          encoded(expected, i, 3, changes), encoded(actual, i, 3, changes), "image " + i);
    }
  }

  @Test
  void aStreamedSetEqualsTheSameSetInMemory() throws IOException {
    LabelledImages heap = read(MemoryPolicy.HEAP, BadImages.REFUSE);
    LabelledImages stream = read(MemoryPolicy.STREAM, BadImages.REFUSE);
    assertSame(heap, stream);
    assertSame(heap.first(7), stream.first(7));
  }

  /** Windows are taken from all of an image, of which the network reads the centre. */
  @Test
  void greyCutImagesAreStreamedAsInMemory() throws IOException {
    ReadingOptions.Builder options =
        ReadingOptions.builder().optResize(5, 7, Preparation.crop(9)).optChannels(1);
    LabelledImages heap = read(options.optMemory(MemoryPolicy.HEAP));
    LabelledImages stream = read(options.optMemory(MemoryPolicy.STREAM));
    assertSame(heap, stream, "resizedcrop,flip");
    assertEquals(1, stream.channels());
    assertSame(heap.first(4), stream.first(4), "flip");
  }

  @Test
  void badFilesAreFoundBeforeTheSetIsUsed() throws IOException {
    Files.writeString(file(4, "png"), "not an image");
    String heap =
        assertThrows(IOException.class, () -> read(MemoryPolicy.HEAP, BadImages.REFUSE))
            .getMessage();
    String stream =
        assertThrows(IOException.class, () -> read(MemoryPolicy.STREAM, BadImages.REFUSE))
            .getMessage();
    assertTrue(stream.contains("004.png"), stream);
    assertEquals(heap, stream);

    LabelledImages rest = read(MemoryPolicy.STREAM, BadImages.SKIP);
    assertSame(read(MemoryPolicy.HEAP, BadImages.SKIP), rest);
    assertEquals(1, rest.skipped().count());
  }

  @Test
  void aFileThatChangedOrVanishedIsNamed() throws IOException {
    LabelledImages stream = read(MemoryPolicy.STREAM, BadImages.REFUSE);
    TestImages.write(file(1, "png"), TestImages.noise(7, 8, 99));
    assertLost(stream, 1, "001.png has changed");
    Files.delete(file(2, "png"));
    assertLost(stream, 2, "002.png does not exist");
    stream.pixels(4); // the others are not affected
  }

  private static void assertLost(LabelledImages images, int index, String part) {
    String message =
        assertThrows(UnreadableExampleException.class, () -> images.pixels(index)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void ampleRoomIsThirtyPercentOfTheHeap() {
    ImageSize size = new ImageSize(2, 5);
    assertTrue(new HeapBudget(1000).hasAmpleRoom(10, size.bytes()));
    assertTrue(!new HeapBudget(1000).hasAmpleRoom(11, size.bytes()));
  }

  @Test
  void onlyImageFoldersAreStreamed() throws IOException {
    Path cifar = directory.resolve("cifar");
    TestImages.write(cifar.resolve("data_batch_1.bin"), new byte[0]);
    ReadingOptions options = ReadingOptions.builder().optMemory(MemoryPolicy.STREAM).build();
    String message =
        assertThrows(DataSetException.class, () -> Sources.open(cifar, options)).getMessage();
    assertTrue(message.contains("Only image folders are streamed"), message);
  }

  @Test
  void aFewImagesAreInMemoryDuringTheFirstPass() {
    assertEquals(1024, FirstPass.chunk(1L << 30, 192));
    assertEquals(170, FirstPass.chunk(1L << 29, 3 * 256 * 256));
    assertEquals(1, FirstPass.chunk(1L << 20, 75_000_000));
  }
}

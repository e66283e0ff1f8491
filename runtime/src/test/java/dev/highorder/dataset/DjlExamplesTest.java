package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Transform;
import ai.djl.util.Progress;
import dev.highorder.input.ArrayFormat;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DjlExamplesTest {

  private static final List<String> CLASSES = List.of("even", "odd");
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Records of the numbers i and i + 0.5, and what a test makes of them. */
  private static final class Pairs extends RandomAccessDataset {

    private int lost = -1;
    private float shift;
    private float first;
    private float label = 1;
    private int width = 2;

    private Pairs(Builder builder) {
      super(builder);
    }

    private static final class Builder extends BaseBuilder<Builder> {
      @Override
      protected Builder self() {
        return this;
      }
    }

    private static Pairs of() {
      return new Pairs(new Builder().setSampling(3, true));
    }

    @Override
    public Record get(NDManager manager, long index) throws IOException {
      if (index == lost) {
        throw new IOException("the file is gone");
      }
      float[] values = new float[index == 4 ? width : 2];
      values[0] = (index == 0 ? first : index) + shift;
      values[1] = index + 0.5f;
      return new Record(
          new NDList(manager.create(values)),
          new NDList(manager.create(index == 4 ? label - 1 : index % 2)));
    }

    @Override
    protected long availableSize() {
      return 5;
    }

    @Override
    public void prepare(Progress progress) {}
  }

  private DjlExamples read(RandomAccessDataset dataset) throws IOException {
    return DjlExamples.builder()
        .setDataset(dataset)
        .setClasses(CLASSES)
        .setManager(manager)
        .build();
  }

  private static float[] encoded(DjlExamples examples, int index) {
    float[] target = new float[2];
    examples.encoder(examples.measuredFormat()).encode(index, 7, target, 0);
    return target;
  }

  @Test
  void aRecordIsAnExample() throws IOException {
    DjlExamples examples = read(Pairs.of());
    assertEquals("Pairs: 5 examples of shape (2) in 2 classes", examples.toString());
    assertEquals(new ArrayFormat(List.of(2L), 0), examples.measuredFormat());
    assertEquals(0, examples.label(2));
    assertEquals(1, examples.label(3));
    assertArrayEquals(new float[] {3, 3.5f}, encoded(examples, 3));
    assertEquals(examples.sha256(), read(Pairs.of()).sha256());
    Pairs others = Pairs.of();
    others.shift = 1;
    assertNotEquals(examples.sha256(), read(others).sha256());
    Pairs labelled = Pairs.of();
    labelled.label = 2;
    assertNotEquals(examples.sha256(), read(labelled).sha256());
  }

  /** Whole numbers of other types, DJL's own data set, labels of shape (n, 1), and a transform. */
  @Test
  void arraysOfAnyTypeAndTransformsAreRead() throws IOException {
    Transform doubled = array -> array.mul(2);
    RandomAccessDataset dataset =
        new ArrayDataset.Builder()
            .setData(manager.create(new int[] {1, 2, 3, 4}, new Shape(2, 2)))
            .optLabels(manager.create(new long[] {1, 0}, new Shape(2, 1)))
            .setSampling(2, false)
            .addTransform(doubled)
            .build();
    DjlExamples examples = read(dataset);
    assertArrayEquals(new float[] {6, 8}, encoded(examples, 1));
    assertEquals(1, examples.label(0));
  }

  @Test
  void arraysDoNotAccumulate() throws IOException {
    DjlExamples examples = read(Pairs.of());
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 50; i++) {
      encoded(examples, i % 5);
    }
    assertEquals(before, manager.getManagedArrays().size());
    ExampleDataset dataset =
        ExampleDataset.builder()
            .setExamples(examples)
            .setFormat(examples.measuredFormat())
            .optBatchSize(2)
            .build();
    try (BatchQueue queue = dataset.prefetch(manager, 0, 0)) {
      int read = 0;
      while (queue.hasNext()) {
        try (Batch batch = queue.next()) {
          read += batch.getSize();
        }
      }
      assertEquals(5, read);
    }
    assertEquals(before, manager.getManagedArrays().size());
  }

  @Test
  void badRecordsAreNamed() {
    Pairs infinite = Pairs.of();
    infinite.first = Float.NaN;
    assertRefused(infinite, "Pairs: record 0 has the value NaN.");
    Pairs wide = Pairs.of();
    wide.width = 3;
    assertRefused(wide, "Pairs: record 4 has the shape (3), but record 0 has (2).");
    Pairs labelled = Pairs.of();
    labelled.label = 3.5f;
    assertRefused(labelled, "Pairs: record 4 has the label 2.5, but there are 2 classes");
  }

  private void assertRefused(RandomAccessDataset dataset, String beginning) {
    String message = assertThrows(IllegalArgumentException.class, () -> read(dataset)).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }

  @Test
  void tokensAreChecked() throws IOException {
    DjlExamples.Builder builder =
        DjlExamples.builder().setClasses(CLASSES).setManager(manager).optTokens(5);
    String message =
        assertThrows(IllegalArgumentException.class, () -> builder.setDataset(Pairs.of()).build())
            .getMessage();
    assertTrue(
        message.startsWith("Pairs: record 0 has the number 0.5, which is no token"), message);
    RandomAccessDataset whole =
        new ArrayDataset.Builder()
            .setData(manager.create(new float[] {0, 4, 1, 3}, new Shape(2, 2)))
            .optLabels(manager.create(new float[] {1, 0}))
            .setSampling(2, false)
            .build();
    assertEquals(5, builder.setDataset(whole).build().measuredFormat().tokens());
  }

  @Test
  void aRecordThatIsLostOrChangedIsNamed() throws IOException {
    Pairs pairs = Pairs.of();
    DjlExamples examples = read(pairs);
    pairs.shift = 0.1f;
    String changed =
        assertThrows(IllegalStateException.class, () -> encoded(examples, 1)).getMessage();
    assertTrue(changed.startsWith("Pairs: record 1 differs from when it was first read."), changed);
    pairs.shift = 0;
    pairs.lost = 1;
    String lost =
        assertThrows(UnreadableExampleException.class, () -> encoded(examples, 1)).getMessage();
    assertEquals("Pairs: record 1 cannot be read any more: the file is gone. Restore it.", lost);
    assertArrayEquals(new float[] {2, 2.5f}, encoded(examples, 2));
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    DjlExamples examples = read(Pairs.of());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> examples.encoder(new ArrayFormat(List.of(3L), 0)))
            .getMessage();
    assertTrue(message.contains("but the network reads ArrayFormat[dimensions=[3]"), message);
  }
}

package dev.highorder.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExampleDatasetTest {

  private static final ExampleSet EXAMPLES = new NumberedExamples(25, false);

  private NDManager manager;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager(Device.cpu());
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  private static ExampleDataset.Builder builder() {
    return ExampleDataset.builder()
        .setExamples(EXAMPLES)
        .setFormat(NumberedExamples.FORMAT)
        .optBatchSize(10);
  }

  @Test
  void batchesHoldTheExamplesInOrder() {
    int seen = 0;
    for (Batch batch : builder().build().getData(manager)) {
      int size = seen == 20 ? 5 : 10;
      NDArray data = batch.getData().singletonOrThrow();
      NDArray labels = batch.getLabels().singletonOrThrow();
      assertEquals(size, batch.getSize());
      assertEquals(new Shape(size, 2, 3), data.getShape());
      assertEquals(new Shape(size), labels.getShape());
      assertEquals(DataType.FLOAT32, data.getDataType());
      assertEquals(DataType.FLOAT32, labels.getDataType());
      for (int i = 0; i < size; i++) {
        float[] expected = NumberedExamples.expected(seen, 0);
        assertArrayEquals(expected, data.get(i).toFloatArray());
        assertEquals(EXAMPLES.label(seen), labels.getFloat(i));
        assertEquals((long) seen, batch.getIndices().get(i));
        seen++;
      }
      assertEquals(seen, batch.getProgress());
      assertEquals(25, batch.getProgressTotal());
      batch.close();
    }
    assertEquals(25, seen);
  }

  @Test
  void dropsTheLastBatchOnRequest() {
    ExampleDataset dataset = builder().optDropLast(true).build();
    assertEquals(2, dataset.batchesPerEpoch());
    assertEquals(20, order(dataset, 0).size());
    for (Batch batch : dataset.batches(manager, 0, 0)) {
      assertEquals(20, batch.getProgressTotal());
      batch.close();
    }
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> builder().optBatchSize(26).optDropLast(true).build());
    assertTrue(e.getMessage().contains("no full batch of 26"), e.getMessage());
  }

  @Test
  void everyEpochIsAnotherPermutation() {
    ExampleDataset dataset = builder().optShuffle(7).build();
    List<Long> all = LongStream.range(0, 25).boxed().toList();
    List<List<Long>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      List<Long> order = order(dataset, epoch);
      assertEquals(all, order.stream().sorted().toList());
      assertFalse(epochs.contains(order));
      assertNotEquals(all, order);
      epochs.add(order);
    }
    ExampleDataset same = builder().optShuffle(7).build();
    assertEquals(epochs.get(3), order(same, 3), "no earlier epoch needs to be read");
    assertNotEquals(epochs.get(0), order(builder().optShuffle(8).build(), 0));
  }

  @Test
  void getDataIteratesOverTheEpochs() {
    ExampleDataset dataset = builder().optShuffle(7).build();
    for (int epoch = 0; epoch < 3; epoch++) {
      Iterable<Batch> batches = dataset.getData(manager);
      assertEquals(order(dataset, epoch), indices(batches));
      assertEquals(order(dataset, epoch), indices(batches), "a second iteration is the same epoch");
    }
  }

  @Test
  void resumesInTheMiddleOfAnEpoch() {
    ExampleDataset dataset = builder().optShuffle(7).build();
    List<Long> rest = indices(dataset.batches(manager, 4, 1));
    assertEquals(order(dataset, 4).subList(10, 25), rest);
    assertEquals(List.of(), indices(dataset.batches(manager, 4, 3)));
    assertThrows(IllegalArgumentException.class, () -> dataset.batches(manager, 4, 4));
    assertThrows(IllegalArgumentException.class, () -> dataset.batches(manager, -1, 0));
  }

  @Test
  void freesTheArraysOfABatch() {
    ExampleDataset dataset = builder().optShuffle(7).build();
    for (int epoch = 0; epoch < 200; epoch++) {
      for (Batch batch : dataset.getData(manager)) {
        assertEquals(2, manager.getManagedArrays().size());
        batch.close();
      }
    }
    assertEquals(0, manager.getManagedArrays().size());
  }

  @Test
  void oneBatchSurvivesTheNext() {
    Iterator<Batch> batches = builder().build().getData(manager).iterator();
    Batch first = batches.next();
    Batch second = batches.next();
    float[] expected = NumberedExamples.expected(0, 0);
    assertArrayEquals(expected, first.getData().head().get(0).toFloatArray());
    first.close();
    expected = NumberedExamples.expected(10, 0);
    assertArrayEquals(expected, second.getData().head().get(0).toFloatArray());
    second.close();
    batches.next().close();
    assertThrows(NoSuchElementException.class, batches::next);
  }

  @Test
  void splitsBetweenDevices() {
    Device[] devices = {Device.cpu(), Device.cpu()};
    try (Batch batch = builder().build().getData(manager).iterator().next()) {
      Batch[] halves = batch.split(devices, true);
      assertEquals(2, halves.length);
      for (int h = 0; h < 2; h++) {
        assertEquals(new Shape(5, 2, 3), halves[h].getData().head().getShape());
        float[] expected = NumberedExamples.expected(5 * h, 0);
        assertArrayEquals(expected, halves[h].getData().head().get(0).toFloatArray());
        assertEquals(EXAMPLES.label(5 * h), halves[h].getLabels().head().getFloat(0));
        halves[h].close();
      }
    }
  }

  @Test
  void requiresExamplesAndFormat() {
    assertThrows(NullPointerException.class, () -> ExampleDataset.builder().build());
    assertThrows(
        NullPointerException.class, () -> ExampleDataset.builder().setExamples(EXAMPLES).build());
    assertThrows(IllegalArgumentException.class, () -> builder().optBatchSize(0));
  }

  private List<Long> order(ExampleDataset dataset, int epoch) {
    return indices(dataset.batches(manager, epoch, 0));
  }

  private static List<Long> indices(Iterable<Batch> batches) {
    List<Long> indices = new ArrayList<>();
    for (Batch batch : batches) {
      batch.getIndices().forEach(i -> indices.add((Long) i));
      batch.close();
    }
    return indices;
  }
}

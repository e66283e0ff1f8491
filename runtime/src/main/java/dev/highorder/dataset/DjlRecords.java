package dev.highorder.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.TranslateException;
import dev.highorder.backend.Backend;
import dev.highorder.engine.Engines;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * The records of a DJL data set, one at a time, with its transforms applied. Records are read by
 * one thread at a time, on the engine's thread if it has one.
 */
final class DjlRecords {

  private final RandomAccessDataset dataset;
  private final NDManager manager;
  private final Backend backend;
  private final String description;

  /**
   * A record as Java's numbers.
   *
   * @param shape the shape of the data, without the batch dimension
   * @param values the data, in row-major order
   * @param label as the data set gives it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Values(Shape shape, float[] values, double label) {}

  DjlRecords(RandomAccessDataset dataset, NDManager manager, String description) {
    this.dataset = dataset;
    this.manager = manager;
    this.description = description;
    backend = Engines.backend(manager.getEngine());
  }

  /**
   * Prepares the data set and returns the number of its records.
   *
   * @throws IOException if the data set cannot be read
   */
  long size() throws IOException {
    return backend.<Long, IOException>call(
        () -> {
          try {
            dataset.prepare();
          } catch (TranslateException e) {
            throw new IOException(e.getMessage(), e);
          }
          return dataset.size();
        });
  }

  /**
   * Reads a record. All arrays that this creates are closed.
   *
   * @throws IOException if the data set cannot read it, or a transform fails
   */
  Values read(int index) throws IOException {
    return backend.<Values, IOException>call(() -> locked(index));
  }

  /** Locks inside the engine's work: waiting for the engine with the lock held could deadlock. */
  private synchronized Values locked(int index) throws IOException {
    try (NDManager own = manager.newSubManager()) {
      Iterator<Batch> batches = dataset.getData(own, new One(index)).iterator();
      try (Batch batch = batches.next()) {
        return values(index, batch);
      }
    } catch (TranslateException e) {
      throw new IOException("a transform failed: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof IOException cause) { // so DJL wraps it
        throw cause;
      }
      throw e;
    }
  }

  private Values values(int index, Batch batch) {
    NDArray data = single(index, "arrays of data", batch.getData());
    NDArray label = single(index, "labels", batch.getLabels());
    if (label.size() != 1) {
      throw new IllegalArgumentException(
          "%s: the label of record %s has the shape %s. A label is one number, that of the class."
              .formatted(description, index, label.getShape().slice(1)));
    }
    return new Values(
        data.getShape().slice(1),
        data.toType(DataType.FLOAT32, false).toFloatArray(),
        label.toType(DataType.FLOAT64, false).toDoubleArray()[0]);
  }

  private NDArray single(int index, String what, NDList arrays) {
    if (arrays.size() != 1) {
      throw new IllegalArgumentException(
          "%s: record %s has %s %s. A record needs one: use a data set that gives one, or join them."
              .formatted(description, index, arrays.size(), what));
    }
    return arrays.head();
  }

  /** A sampler of one batch of one record. */
  private record One(long index) implements Sampler {

    @Override
    public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
      return List.of(List.of(index)).iterator();
    }

    @Override
    public int getBatchSize() {
      return 1;
    }
  }
}

package dev.highorder.dataset;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Walks once through a set of pictures in a given order, a batch at a time. */
final class PictureBatches implements Iterator<Batch> {

  private final LabelledPictures pictures;
  private final Normalisation normalisation;
  private final int[] order;
  private final int end;
  private final int batchSize;
  private final NDManager manager;
  private final float[] pixels;
  // DJL copies a heap array into a new direct buffer for every array it creates, and that memory
  // returns only with the garbage collector. One direct buffer serves all batches: both engines
  // have copied it when create returns.
  private final FloatBuffer buffer;
  private int position;

  /**
   * Starts a walk.
   *
   * @param order the indices of the pictures
   * @param end how many of them are served
   * @param firstBatch how many batches to leave out
   */
  PictureBatches(
      LabelledPictures pictures,
      Normalisation normalisation,
      int[] order,
      int end,
      int batchSize,
      int firstBatch,
      NDManager manager) {
    this.pictures = pictures;
    this.normalisation = normalisation;
    this.order = order;
    this.end = end;
    this.batchSize = batchSize;
    this.manager = manager;
    position = Math.min(end, firstBatch * batchSize);
    pixels = new float[Math.multiplyExact(Math.min(batchSize, end), pictureLength())];
    buffer = manager.allocateDirect(Math.multiplyExact(pixels.length, Float.BYTES)).asFloatBuffer();
  }

  private int pictureLength() {
    return 3 * pictures.height() * pictures.width();
  }

  @Override
  public boolean hasNext() {
    return position < end;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no further batch");
    }
    int size = Math.min(batchSize, end - position);
    float[] labels = new float[size];
    for (int i = 0; i < size; i++) {
      int index = order[position + i];
      pictures.copyPixels(index, normalisation, pixels, i * pictureLength());
      labels[i] = pictures.label(index);
    }
    List<Long> indices =
        IntStream.range(position, position + size).mapToObj(i -> (long) order[i]).toList();
    position += size;
    return batch(labels, indices);
  }

  private Batch batch(float[] labels, List<Long> indices) {
    int size = labels.length;
    buffer.clear().put(pixels, 0, size * pictureLength()).flip();
    NDManager own = manager.newSubManager();
    try {
      return new Batch(
          own,
          new NDList(own.create(buffer, new Shape(size, 3, pictures.height(), pictures.width()))),
          new NDList(own.create(labels)),
          size,
          Batchifier.STACK,
          Batchifier.STACK,
          position,
          end,
          indices);
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }
}

package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks once through an epoch, preparing each batch when it is asked for. */
final class ImageBatches implements Iterator<Batch> {

  private final EpochPlan plan;
  private final BatchTensors tensors;
  private int next;

  /**
   * Starts a walk.
   *
   * @param firstBatch how many batches to leave out
   */
  ImageBatches(EpochPlan plan, int firstBatch, NDManager manager) {
    this.plan = plan;
    tensors = new BatchTensors(plan, manager);
    next = firstBatch;
  }

  @Override
  public boolean hasNext() {
    return next < plan.batches();
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no further batch");
    }
    return tensors.of(plan.prepare(next++));
  }
}

package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** An iterator over an epoch that prepares each batch when it is asked for. */
final class Batches implements Iterator<Batch> {

  private final EpochPlan plan;
  private final BatchTensors tensors;
  private int next;

  /**
   * Creates an iterator.
   *
   * @param firstBatch how many batches to leave out
   */
  Batches(EpochPlan plan, int firstBatch, NDManager manager) {
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
      throw new NoSuchElementException("The epoch has no further batch.");
    }
    return tensors.of(plan.prepare(next++));
  }
}

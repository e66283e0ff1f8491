package dev.highorder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.dataset.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The consecutive examples of a batch that one replica computes in one pass.
 *
 * @param replica the replica
 * @param begin the first example, from 0
 * @param end the example after the last
 */
record BatchRange(Replica replica, long begin, long end) {

  /**
   * Splits a batch into ranges whose sizes differ by at most one.
   *
   * @param replicas the replicas, which take turns
   * @param accumulation the number of ranges for each replica; a batch with fewer examples than
   *     ranges has one range for each example
   */
  static List<BatchRange> of(Batch batch, List<Replica> replicas, int accumulation) {
    int size = Math.toIntExact(batch.getLabels().singletonOrThrow().size());
    int count = Math.min(size, replicas.size() * accumulation);
    List<BatchRange> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = (long) i * size / count;
      long end = (long) (i + 1) * size / count;
      ranges.add(new BatchRange(replicas.get(i % replicas.size()), begin, end));
    }
    return ranges;
  }

  /** Returns the number of examples. */
  long size() {
    return end - begin;
  }

  /** Returns the rows of a batch's tensor that belong to the range, on the replica's device. */
  NDArray of(NDArray all) {
    return all.get(new NDIndex("{}:{}", begin, end)).toDevice(replica.device(), false);
  }
}

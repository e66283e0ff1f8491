package dev.highorder.dataset;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The batches of one epoch: which examples each has, and how they are encoded. Batches can be
 * prepared in any order and by any thread; the result is the same.
 */
final class EpochPlan {

  private final ExampleSet examples;
  private final Shape shape;
  private final ExampleEncoder encoder;
  private final int epoch;
  private final int[] order;
  private final int end;
  private final int batchSize;

  /**
   * A batch as arrays of Java.
   *
   * @param data {@code (batch, shape of an example)}
   * @param labels {@code (batch)}
   * @param indices the examples' numbers in the set
   * @param end the number of examples of the epoch up to and including this batch
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Prepared(float[] data, float[] labels, List<Long> indices, int end) {}

  /**
   * Creates a plan.
   *
   * @param shape the shape of an example
   * @param order the examples' numbers in the order of the epoch
   * @param end how many of them are read
   */
  EpochPlan(
      ExampleSet examples,
      Shape shape,
      ExampleEncoder encoder,
      int epoch,
      int[] order,
      int end,
      int batchSize) {
    this.examples = examples;
    this.shape = shape;
    this.encoder = encoder;
    this.epoch = epoch;
    this.order = order;
    this.end = end;
    this.batchSize = batchSize;
  }

  /** Returns where the examples come from. */
  String description() {
    return examples.description();
  }

  /** Returns the shape of an example. */
  Shape shape() {
    return shape;
  }

  /** Returns the number of examples in all batches. */
  int end() {
    return end;
  }

  int batches() {
    return (end - 1) / batchSize + 1; // a sum could overflow
  }

  int largestBatch() {
    return Math.min(batchSize, end);
  }

  /** Prepares a batch, counted from 0. */
  Prepared prepare(int number) {
    int from = number * batchSize;
    int to = Math.min(end, from + batchSize);
    int length = Math.toIntExact(shape.size());
    float[] data = new float[Math.multiplyExact(to - from, length)];
    float[] labels = new float[to - from];
    for (int i = from; i < to; i++) {
      encoder.encode(order[i], epoch, data, (i - from) * length);
      labels[i - from] = examples.label(order[i]);
    }
    List<Long> indices = Arrays.stream(order, from, to).mapToObj(i -> (long) i).toList();
    return new Prepared(data, labels, indices, to);
  }
}

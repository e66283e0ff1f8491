package dev.highorder.dataset;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import dev.highorder.text.ForeignText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An iterator over an epoch whose next batches are prepared by other threads; at most {@value
 * #DEPTH} are ready at a time.
 *
 * <p>The batches are those of {@link ExampleDataset#batches}, bit for bit. Close the queue to end
 * its threads.
 */
public final class BatchQueue implements Iterator<Batch>, AutoCloseable {

  private static final int DEPTH = 4;
  private static final int MAX_THREADS = 4;

  private final EpochPlan plan;
  private final BatchTensors tensors;
  private final ExecutorService threads;
  private final Deque<Future<EpochPlan.Prepared>> waiting = new ArrayDeque<>();
  private int next;
  private long waitedNanos;

  BatchQueue(EpochPlan plan, int firstBatch, NDManager manager) {
    this.plan = plan;
    tensors = new BatchTensors(plan, manager);
    next = firstBatch;
    int cores = Runtime.getRuntime().availableProcessors();
    threads =
        Executors.newFixedThreadPool(
            Math.min(MAX_THREADS, cores),
            work -> {
              Thread thread = new Thread(work, "highorder-examples");
              thread.setDaemon(true);
              return thread;
            });
    fill();
  }

  private void fill() {
    while (waiting.size() < DEPTH && next < plan.batches()) {
      int number = next++;
      waiting.add(threads.submit(() -> plan.prepare(number)));
    }
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty();
  }

  /**
   * Returns the next batch, which the caller closes. An interrupt does not end the wait, since the
   * batch is under way; the thread is still interrupted afterwards.
   *
   * @throws NoSuchElementException if there is none
   * @throws UnreadableExampleException if an example cannot be read any more
   * @throws IllegalStateException if the batch cannot be prepared
   */
  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The epoch has no further batch.");
    }
    long start = System.nanoTime();
    EpochPlan.Prepared prepared;
    try {
      prepared = await(waiting.remove());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof UnreadableExampleException lost) {
        throw lost;
      }
      throw new IllegalStateException(
          "%s: a batch cannot be prepared: %s. Check that the data set is still there."
              .formatted(ForeignText.show(plan.description()), ForeignText.show(e.getCause())),
          e.getCause());
    }
    waitedNanos += System.nanoTime() - start;
    fill();
    return tensors.of(prepared);
  }

  private static <T> T await(Future<T> future) throws ExecutionException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns how long the user of this queue has waited for batches so far. */
  public Duration waited() {
    return Duration.ofNanos(waitedNanos);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

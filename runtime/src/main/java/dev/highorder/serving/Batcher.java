package dev.highorder.serving;

import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.PreparedImage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The queue of one network, and the daemon thread that computes it, batch after batch. While a
 * batch is computed the next one gathers.
 */
final class Batcher {

  /**
   * How batches are made.
   *
   * @param sizes the batch sizes
   * @param maxDelayNanos how long the first image of a batch that is not full waits for others
   */
  record Rule(BatchSizes sizes, long maxDelayNanos) {}

  private final Function<List<PreparedImage>, List<Prediction>> network;
  private final Rule rule;
  private final Notices notices;
  private final Thread thread;
  private final Pulse pulse = new Pulse();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LinkedHashSet<Request> waiting = new LinkedHashSet<>();
  private boolean isClosing;

  /** Some requests, with their images, which they forget as soon as they are over. */
  private record Batch(List<Request> requests, List<PreparedImage> images) {}

  /**
   * Starts the thread.
   *
   * @param name the thread's name
   * @param network computes a batch; called by the thread alone
   */
  Batcher(
      String name,
      Function<List<PreparedImage>, List<Prediction>> network,
      Rule rule,
      Notices notices) {
    this.network = network;
    this.rule = rule;
    this.notices = notices;
    thread = new Thread(null, this::work, name, 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /** Puts a prepared request into the queue, unless it is over. The batcher is not closed. */
  void add(Request request, PreparedImage image) {
    request.prepared(image, this);
    lock.lock();
    try {
      if (!request.isOver()) {
        waiting.add(request);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes a request that is over, if it still waits. */
  void remove(Request request) {
    lock.lock();
    try {
      waiting.remove(request);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the calling thread is the one that computes. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Returns how the network does. */
  Pulse pulse() {
    return pulse;
  }

  /** Computes what waits, and ends the thread. */
  void close() {
    lock.lock();
    try {
      isClosing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean isOpen = true;
    while (isOpen) {
      try {
        isOpen = workOnce();
      } catch (Throwable e) { // no memory, for example: others must not wait for ever
        pulse.failed(e);
      }
    }
  }

  /** A method of its own, so that no variable keeps the last batch while the thread waits. */
  private boolean workOnce() {
    Batch batch = take();
    if (batch.requests.isEmpty()) {
      return false;
    }
    compute(batch);
    return true;
  }

  /** Waits for a batch; it is empty if the batcher is closed. */
  private Batch take() {
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
    lock.lock();
    try {
      awaitReady();
      int size = waiting.isEmpty() ? 0 : rule.sizes().fitting(waiting.size());
      Iterator<Request> first = waiting.iterator();
      for (int i = 0; i < size; i++) {
        Request request = first.next();
        first.remove();
        batch.requests.add(request);
        batch.images.add(request.image());
      }
    } finally {
      lock.unlock();
    }
    batch.requests.forEach(this::dequeued);
    return batch;
  }

  private void dequeued(Request request) {
    request.leaveQueue();
    notices.send(observer -> observer.dequeued(request.nanosSinceBegin()));
  }

  private boolean isReady() {
    return isClosing || (!waiting.isEmpty() && (isFull() || nanosToWait() <= 0));
  }

  private boolean isFull() {
    return waiting.size() >= rule.sizes().max();
  }

  private long nanosToWait() {
    return rule.maxDelayNanos() - waiting.iterator().next().nanosSinceBegin();
  }

  /** Nobody but a mistaken application interrupts this thread, and callers wait for it. */
  private void awaitReady() {
    while (!isReady()) {
      try {
        if (waiting.isEmpty()) {
          changed.await();
        } else {
          changed.awaitNanos(nanosToWait());
        }
      } catch (InterruptedException e) {
        Thread.interrupted();
      }
    }
  }

  /** If a batch fails, each of its images is computed alone: its neighbours are not at fault. */
  private void compute(Batch batch) {
    List<Prediction> predictions;
    try {
      predictions = execute(batch.images);
    } catch (Throwable e) {
      if (batch.requests.size() == 1) {
        batch.requests.get(0).fail(e);
      } else {
        for (int i = 0; i < batch.requests.size(); i++) {
          if (!batch.requests.get(i).isOver()) {
            compute(new Batch(batch.requests.subList(i, i + 1), batch.images.subList(i, i + 1)));
          }
        }
      }
      return;
    }
    for (int i = 0; i < predictions.size(); i++) {
      batch.requests.get(i).answer(predictions.get(i));
    }
  }

  private List<Prediction> execute(List<PreparedImage> images) {
    long begin = pulse.begin();
    try {
      List<Prediction> predictions = network.apply(images);
      pulse.succeeded();
      return predictions;
    } catch (Throwable e) {
      if (images.size() == 1) {
        pulse.failed(e);
      }
      throw e;
    } finally {
      pulse.end();
      notices.send(observer -> observer.executed(images.size(), System.nanoTime() - begin));
    }
  }
}

package dev.highorder.serving;

import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.PreparedImage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One image on its way to an answer. Whoever completes it early, by cancelling for example, removes
 * it from the queue.
 *
 * <p>What it holds is given back before anything that depends on it runs, so that such code may
 * close the classifier.
 */
final class Request extends CompletableFuture<Prediction> {

  /** The place and the version that a request holds until it is over. */
  interface Holdings {

    /** The request waits no longer: it is computed, or over. Called once. */
    void leaveQueue();

    /** The request is over. Called once, after {@link #leaveQueue}. */
    void end();
  }

  private final Holdings holdings;
  private final Executor executor;
  private final Notices notices;
  private final long begin = System.nanoTime();
  private final AtomicBoolean isQueued = new AtomicBoolean(true);
  private final AtomicBoolean isOver = new AtomicBoolean();
  private volatile Batcher batcher;
  private volatile PreparedImage image;
  private volatile CompletableFuture<Boolean> clock;

  /**
   * Begins.
   *
   * @param executor completes the request, and runs what depends on it
   */
  Request(Holdings holdings, Executor executor, Notices notices) {
    this.holdings = holdings;
    this.executor = executor;
    this.notices = notices;
  }

  /** The batcher asks for it, under its lock, before the request is in its queue. */
  void prepared(PreparedImage prepared, Batcher owner) {
    image = prepared;
    batcher = owner;
  }

  /** Sets a clock that is completed when the request is over. */
  void stopAtEnd(CompletableFuture<Boolean> running) {
    clock = running;
    if (isOver()) {
      running.complete(true);
    }
  }

  PreparedImage image() {
    return image;
  }

  boolean isOver() {
    return isOver.get();
  }

  long nanosSinceBegin() {
    return System.nanoTime() - begin;
  }

  /** It waits no longer, and others may. */
  void leaveQueue() {
    if (isQueued.compareAndSet(true, false)) {
      holdings.leaveQueue();
    }
  }

  /** Answers by the executor, since what depends on the answer may take long. */
  void answer(Prediction prediction) {
    if (!end()) {
      return; // cancelled while it was computed
    }
    notices.send(ServingObserver::answered);
    execute(() -> super.complete(prediction));
  }

  /** Fails, by the executor. */
  void fail(Throwable thrown) {
    if (!end()) {
      return;
    }
    notices.send(observer -> observer.failed(thrown));
    execute(() -> super.completeExceptionally(thrown));
  }

  private void execute(Runnable completion) {
    try {
      executor.execute(completion);
    } catch (RejectedExecutionException e) { // its owner has shut it down
      completion.run();
    }
  }

  private boolean end() {
    if (!isOver.compareAndSet(false, true)) {
      return false;
    }
    Batcher owner = batcher;
    if (owner != null) {
      owner.remove(this);
    }
    CompletableFuture<Boolean> running = clock;
    if (running != null) {
      running.complete(true);
    }
    leaveQueue();
    holdings.end();
    image = null;
    return true;
  }

  /** Fails since its time is over, by the executor. */
  void expire(Duration deadline) {
    if (end()) {
      notices.send(ServingObserver::expired);
      execute(() -> super.completeExceptionally(new DeadlineExceededException(deadline)));
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    if (end()) {
      notices.send(ServingObserver::cancelled);
    }
    return super.cancel(mayInterrupt);
  }

  @Override
  public boolean complete(Prediction prediction) {
    if (end()) {
      notices.send(ServingObserver::cancelled);
    }
    return super.complete(prediction);
  }

  @Override
  public boolean completeExceptionally(Throwable thrown) {
    if (end()) {
      notices.send(
          thrown instanceof TimeoutException
              ? ServingObserver::expired
              : ServingObserver::cancelled);
    }
    return super.completeExceptionally(thrown);
  }
}

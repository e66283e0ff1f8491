package dev.highorder.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether a network answers. Written by the thread that computes, read by any. */
final class Pulse {

  private static final long IDLE = Long.MIN_VALUE;

  private final AtomicInteger failures = new AtomicInteger();
  private volatile long begin = IDLE;
  private volatile Throwable last;

  /** Returns the time at which an execution begins. */
  long begin() {
    long now = System.nanoTime();
    begin = now;
    return now;
  }

  void end() {
    begin = IDLE;
  }

  void succeeded() {
    failures.set(0);
    last = null;
  }

  void failed(Throwable thrown) {
    last = thrown;
    failures.incrementAndGet();
  }

  /** Returns the time that the present execution has taken so far; 0 if there is no execution. */
  long nanosSinceBegin() {
    long since = begin;
    return since == IDLE ? 0 : System.nanoTime() - since;
  }

  /** Returns how many single images have failed since the last success. */
  int failuresInARow() {
    return failures.get();
  }

  /** Returns the last failure, if no success came after it. */
  Optional<Throwable> lastFailure() {
    return Optional.ofNullable(last);
  }
}

package dev.highorder.serving;

import java.util.concurrent.atomic.AtomicInteger;

/** An observer that counts. */
final class Counts implements ServingObserver {

  final AtomicInteger requested = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger executions = new AtomicInteger();
  final AtomicInteger executed = new AtomicInteger();
  final AtomicInteger answered = new AtomicInteger();
  final AtomicInteger failed = new AtomicInteger();
  final AtomicInteger expired = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger largest = new AtomicInteger();

  @Override
  public void requested(int images) {
    requested.addAndGet(images);
  }

  @Override
  public void refused() {
    refused.incrementAndGet();
  }

  @Override
  public void executed(int images, long nanos) {
    executions.incrementAndGet();
    executed.addAndGet(images);
    largest.accumulateAndGet(images, Math::max);
  }

  @Override
  public void answered() {
    answered.incrementAndGet();
  }

  @Override
  public void failed(Throwable reason) {
    failed.incrementAndGet();
  }

  @Override
  public void expired() {
    expired.incrementAndGet();
  }

  @Override
  public void cancelled() {
    cancelled.incrementAndGet();
  }
}

package dev.highorder.serving;

import dev.highorder.classifier.ClassProbability;
import dev.highorder.classifier.Prediction;
import dev.highorder.classifier.PreparedImage;
import dev.highorder.image.BadImageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link Shadow} that is under way. Images that come faster than it computes pass it by. */
final class Shadowing {

  private final Shadow shadow;
  private final Version version;
  private final Semaphore places;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int compared;
  private int disagreements;
  private double largestDifference;
  private boolean isStopped;

  /**
   * Creates a trial.
   *
   * @param version the new version, whose queue has no other requests
   * @param places how many images wait for it at most
   */
  Shadowing(Shadow shadow, Version version, int places) {
    this.shadow = shadow;
    this.version = version;
    this.places = new Semaphore(places);
  }

  /** Shows an image of a request that another version answers. Never fails, and never waits. */
  void show(Request request, PreparedImage image, Reception.Preparation preparation) {
    if (!places.tryAcquire()) {
      return;
    }
    if (!version.enter()) { // the trial is over
      places.release();
      return;
    }
    Request second = new Request(new Place(), Runnable::run, new Notices(ServingObserver.NONE));
    CompletableFuture<Prediction> unused =
        second.whenComplete(
            (answer, thrown) -> {
              CompletableFuture<Void> unusedComparison =
                  request.thenAccept(expected -> compare(expected, answer));
            });
    try {
      boolean isEqual = image.format().equals(version.classifier().manifest().input());
      version.batcher().add(second, isEqual ? image : preparation.with(version.classifier()));
    } catch (BadImageException | RuntimeException | Error e) {
      second.fail(e);
    }
  }

  /**
   * Counts a comparison.
   *
   * @param answer the new version's answer; null if it failed
   */
  private void compare(Prediction expected, Prediction answer) {
    lock.lock();
    try {
      if (compared == shadow.images()) {
        return;
      }
      compared++;
      if (answer == null) {
        disagreements++;
        largestDifference = 1;
      } else {
        boolean isSame = expected.best().name().equals(answer.best().name());
        disagreements += isSame ? 0 : 1;
        largestDifference = Math.max(largestDifference, difference(expected, answer));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A class that only one of them has, has the probability 0 in the other. */
  private static double difference(Prediction one, Prediction other) {
    return Math.max(oneSided(one, other), oneSided(other, one));
  }

  private static double oneSided(Prediction one, Prediction other) {
    double largest = 0;
    for (ClassProbability a : one.classes()) {
      double b =
          other.classes().stream()
              .filter(candidate -> candidate.name().equals(a.name()))
              .mapToDouble(ClassProbability::probability)
              .findFirst()
              .orElse(0);
      largest = Math.max(largest, Math.abs(a.probability() - b));
    }
    return largest;
  }

  /** Ends the trial early. */
  void stop() {
    lock.lock();
    try {
      isStopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until enough images were compared.
   *
   * @param from the name of the version that serves
   * @throws SwapRefusedException if too few images came, or too many differ
   */
  SwapReport await(String from) throws InterruptedException {
    lock.lock();
    try {
      long nanos = Reception.nanos(shadow.longest());
      while (compared < shadow.images() && !isStopped && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      SwapReport report =
          new SwapReport(from, version.name(), compared, disagreements, largestDifference);
      if (isStopped) {
        throw new SwapRefusedException("The served classifier was closed during the swap.");
      }
      if (compared < shadow.images()) {
        throw new SwapRefusedException(
            "Only %s of %s images came within %s, so the old version stays. Wait longer, or compare fewer."
                .formatted(compared, shadow.images(), shadow.longest()));
      }
      if (disagreements > shadow.maxDisagreement() * compared) {
        throw new SwapRefusedException(
            "The old version stays, since the new one disagrees too often: %s. Look at its training."
                .formatted(report));
      }
      return report;
    } finally {
      lock.unlock();
    }
  }

  /** A place in the short queue of the trial. */
  private final class Place implements Request.Holdings {

    @Override
    public void leaveQueue() {
      places.release();
    }

    @Override
    public void end() {
      version.leave();
    }
  }
}

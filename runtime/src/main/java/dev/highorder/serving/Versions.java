package dev.highorder.serving;

import dev.highorder.classifier.ImageClassifier;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The version that serves and the one before it. One thread at a time changes them; another one is
 * refused, since whoever swaps blindly over a swap is mistaken.
 */
final class Versions {

  private final String server;
  private final Batcher.Rule rule;
  private final Notices notices;
  private final ReentrantLock swap = new ReentrantLock();
  private volatile Shadowing trial;
  private volatile boolean isClosed;
  private Version previous;

  Versions(String server, Batcher.Rule rule, Notices notices) {
    this.server = server;
    this.rule = rule;
    this.notices = notices;
  }

  /** Compiles a classifier for all batch sizes, and starts its queue; closes it if that fails. */
  Version first(ImageClassifier classifier) {
    boolean isStarted = false;
    try {
      classifier.warmUp(rule.sizes().all());
      Version version = new Version(server, classifier, rule, notices);
      isStarted = true;
      notices.send(observer -> observer.serves(version.name()));
      return version;
    } finally {
      if (!isStarted) {
        classifier.close();
      }
    }
  }

  /**
   * Replaces the version that serves.
   *
   * @param classifier is closed if it does not come to serve
   * @param shadow a trial before that; null for none
   */
  SwapReport swap(Reception reception, ImageClassifier classifier, Shadow shadow)
      throws InterruptedException {
    Objects.requireNonNull(classifier, "classifier");
    requireOther(reception.current(), classifier);
    boolean isServing = false;
    Version next = null;
    try {
      begin();
      try {
        requireStoredOutputs(classifier);
        next = new Version(server, classifier, rule, notices);
        SwapReport report = trial(reception, next, shadow);
        replace(reception, next);
        isServing = true;
        return report;
      } finally {
        swap.unlock();
      }
    } finally {
      if (!isServing) {
        discard(next, classifier);
      }
    }
  }

  private static void requireOther(Version serving, ImageClassifier classifier) {
    if (serving != null && serving.classifier() == classifier) {
      throw new IllegalArgumentException(
          "This classifier serves already. Load the new version, and give that.");
    }
  }

  private static void discard(Version next, ImageClassifier classifier) {
    if (next == null) {
      classifier.close();
    } else {
      next.retire();
      next.awaitFreed();
    }
  }

  private void begin() {
    if (!swap.tryLock()) {
      throw new SwapRefusedException(
          "Another swap is under way, so this one is refused. Try again when that is over.");
    }
    if (isClosed) {
      swap.unlock();
      throw closed();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The served classifier is closed. Start another one.");
  }

  /** As it will serve: by the compiled graph of each batch size. */
  private void requireStoredOutputs(ImageClassifier classifier) {
    classifier.warmUp(rule.sizes().all());
    if (classifier.manifest().check() == null) {
      throw new SwapRefusedException(
          "The new version has no stored outputs that it could be checked with, so the old one"
              + " stays. Save it again with this version of HighOrder.");
    }
    for (int size : rule.sizes().all()) {
      classifier
          .differenceFromStored(size)
          .ifPresent(
              difference -> {
                throw new SwapRefusedException(
                    "The new version does not compute what it computed when it was saved, in batches of %s: %s. The old one stays."
                        .formatted(size, difference));
              });
    }
  }

  private SwapReport trial(Reception reception, Version next, Shadow shadow)
      throws InterruptedException {
    String from = reception.current().name();
    if (shadow == null) {
      return new SwapReport(from, next.name(), 0, 0, 0);
    }
    Shadowing shadowing = new Shadowing(shadow, next, rule.sizes().max());
    trial = shadowing;
    reception.show(shadowing);
    try {
      if (isClosed) { // before it could stop the trial
        throw closed();
      }
      return shadowing.await(from);
    } finally {
      reception.show(null);
      trial = null;
    }
  }

  private void replace(Reception reception, Version next) {
    if (isClosed) {
      throw closed();
    }
    Version dropped = previous;
    previous = reception.current();
    reception.lead(next);
    if (dropped != null) {
      dropped.retire();
      dropped.awaitFreed();
    }
  }

  /** Exchanges the version that serves and the one before. */
  String restorePrevious(Reception reception) {
    begin();
    try {
      if (previous == null) {
        throw new SwapRefusedException(
            "There is no version before this one. The one that serves stays.");
      }
      Version restored = previous;
      previous = reception.current();
      reception.lead(restored);
      return restored.name();
    } finally {
      swap.unlock();
    }
  }

  /** Refuses later requests, answers those that wait, and frees both versions. */
  void close(Reception reception) {
    isClosed = true;
    Shadowing running = trial;
    if (running != null) {
      running.stop();
    }
    swap.lock();
    try {
      Version last = reception.current();
      Version before = previous;
      previous = null;
      if (last == null) {
        return;
      }
      reception.lead(null);
      last.retire();
      if (before != null) {
        before.retire();
        before.awaitFreed();
      }
      last.awaitFreed();
    } finally {
      swap.unlock();
    }
  }
}

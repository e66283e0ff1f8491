package dev.highorder.serving;

import dev.highorder.classifier.ImageClassifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One loaded classifier with its queue. It is freed when it is retired and its last request is
 * over, so no request ever meets two versions.
 */
final class Version {

  private static final int DIGITS = 12;

  private final ImageClassifier classifier;
  private final Batcher batcher;
  private final String name;

  /** The requests that are under way, and one for the server until it retires this. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final CompletableFuture<Boolean> freed = new CompletableFuture<>();

  /**
   * Starts a queue.
   *
   * @param server the name of the server, for the thread's name
   * @param classifier is closed when this is freed
   */
  Version(String server, ImageClassifier classifier, Batcher.Rule rule, Notices notices) {
    this.classifier = classifier;
    name = name(classifier);
    String thread = "HighOrder served %s %s".formatted(server, name);
    batcher = new Batcher(thread, classifier::classifyPrepared, rule, notices);
  }

  /** Returns the name of a classifier's version: the first digits of its parameters' SHA-256. */
  static String name(ImageClassifier classifier) {
    return classifier.manifest().parameters().sha256().substring(0, DIGITS);
  }

  String name() {
    return name;
  }

  ImageClassifier classifier() {
    return classifier;
  }

  Batcher batcher() {
    return batcher;
  }

  /** Counts a request; false if the version is freed, or soon will be. */
  boolean enter() {
    while (true) {
      int count = users.get();
      if (count == 0) {
        return false;
      }
      if (users.compareAndSet(count, count + 1)) {
        return true;
      }
    }
  }

  /** Ends a request. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      // The thread that comes here may be the batcher's own, which cannot wait for itself.
      Thread thread = new Thread(null, this::free, "HighOrder served closing " + name, 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void free() {
    try {
      batcher.close();
      classifier.close();
    } finally {
      freed.complete(true);
    }
  }

  /** Frees this after its last request. The server calls it once. */
  void retire() {
    leave();
  }

  /** Waits until this is freed, unless the calling thread is the one that computes. */
  void awaitFreed() {
    if (!batcher.isCurrent()) {
      freed.join();
    }
  }
}

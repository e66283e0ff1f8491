package dev.highorder.serving;

import dev.highorder.classifier.ImageClassifier;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A builder of served classifiers, from {@link ServedClassifier#builder()}. */
public final class ServedClassifierBuilder {

  private static final int MAX_BATCH = 16;
  private static final int MAX_QUEUE = 256;

  private String name = "classifier";
  private int maxBatch = MAX_BATCH;
  private int maxQueue = MAX_QUEUE;
  private Duration maxDelay = Duration.ZERO;
  private Duration deadline = Duration.ZERO;
  private Executor executor;
  private ServingObserver observer = ServingObserver.NONE;

  ServedClassifierBuilder() {}

  /** Sets a name, for threads and messages; {@code classifier} by default. */
  public ServedClassifierBuilder optName(String name) {
    this.name = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the largest number of images that are computed together, from 1 to 1024; 16 by default.
   * The network is compiled for the powers of two up to it, each of which has memory of its own.
   */
  public ServedClassifierBuilder optMaxBatch(int images) {
    requireRange("batch size", images, BatchSizes.MAX);
    maxBatch = images;
    return this;
  }

  /**
   * Sets the number of images that may be prepared or wait at a time, from 1 to a million; 256 by
   * default. The next one is refused. Those that are computed do not count.
   */
  public ServedClassifierBuilder optMaxQueue(int images) {
    requireRange("queue", images, 1_000_000);
    maxQueue = images;
    return this;
  }

  /**
   * Sets how long an image waits for others while nothing is computed; not at all by default.
   * Measure before you set it: it slows every image of a quiet server.
   */
  public ServedClassifierBuilder optMaxDelay(Duration time) {
    maxDelay = requireTime(time);
    return this;
  }

  /** Sets the time that each request has unless it sets its own; zero, the default, is no limit. */
  public ServedClassifierBuilder optDeadline(Duration time) {
    deadline = requireTime(time);
    return this;
  }

  /**
   * Sets an executor that prepares the images of {@code submit}, and that completes its futures. By
   * default the calling thread prepares them, and the common pool of Java completes.
   */
  public ServedClassifierBuilder optExecutor(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /** Sets a receiver of what happens, for metrics. */
  public ServedClassifierBuilder optObserver(ServingObserver observer) {
    this.observer = Objects.requireNonNull(observer, "observer");
    return this;
  }

  /**
   * Compiles the network for all batch sizes, and serves it.
   *
   * @param classifier a loaded classifier that nobody else uses; it is closed with the server, and
   *     if this fails
   */
  public ServedClassifier serve(ImageClassifier classifier) {
    Objects.requireNonNull(classifier, "classifier");
    Notices notices = new Notices(observer);
    BatchSizes sizes = new BatchSizes(maxBatch);
    Versions versions =
        new Versions(name, new Batcher.Rule(sizes, Reception.nanos(maxDelay)), notices);
    Version first = versions.first(classifier);
    Reception reception = new Reception(maxQueue, first, notices);
    Requests requests =
        new Requests(
            reception,
            executor == null ? Runnable::run : executor,
            executor == null ? new CompletableFuture<Void>().defaultExecutor() : executor,
            Math.min(maxQueue, 2 * maxBatch),
            deadline);
    return new ServedClassifier(reception, requests, versions);
  }

  private static void requireRange(String what, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "The %s is %s images. Give 1 to %s.".formatted(what, value, max));
    }
  }

  static Duration requireTime(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("The time is %s. Give zero or more.".formatted(time));
    }
    return time;
  }
}

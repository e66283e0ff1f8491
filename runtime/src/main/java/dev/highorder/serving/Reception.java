package dev.highorder.serving;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.PreparedImage;
import dev.highorder.image.BadImageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The entrance of requests: refuses those that are too many before anything is done for them, and
 * leads the others to the version that serves.
 */
final class Reception {

  private final int maxQueue;
  private final Semaphore places;
  private final Notices notices;

  /** The version that serves; null when closed. */
  private volatile Version current;

  private volatile Shadowing shadowing;

  /** Prepares an image. */
  @FunctionalInterface
  interface Preparation {

    /**
     * Prepares it for a version.
     *
     * @throws BadImageException if it is not an image
     */
    PreparedImage with(ImageClassifier classifier) throws BadImageException;
  }

  /** Opens with a version. */
  Reception(int maxQueue, Version first, Notices notices) {
    this.maxQueue = maxQueue;
    places = new Semaphore(maxQueue);
    current = first;
    this.notices = notices;
  }

  /** Returns the version that serves; null when closed. */
  Version current() {
    return current;
  }

  /** Leads later requests to a version; null to refuse them. */
  void lead(Version next) {
    current = next;
    if (next != null) {
      notices.send(observer -> observer.serves(next.name()));
    }
  }

  /** Shows later images to a second version, too; null to stop. */
  void show(Shadowing next) {
    shadowing = next;
  }

  /** Returns the number of images that wait or are prepared. */
  int waiting() {
    return maxQueue - places.availablePermits();
  }

  int maxQueue() {
    return maxQueue;
  }

  /**
   * Comes in with some images, all of which one version answers.
   *
   * @throws IllegalStateException if the server is closed, or the calling thread is the one that
   *     computes, which cannot wait for itself
   */
  Visit enter(int images) {
    notices.send(observer -> observer.requested(images));
    while (true) {
      Version version = current;
      if (version == null) {
        throw new IllegalStateException("The served classifier is closed. Start another one.");
      }
      if (version.batcher().isCurrent()) {
        throw new IllegalStateException(
            "This is the thread that computes, so it cannot wait for an answer. Give optExecutor a"
                + " pool of threads.");
      }
      if (version.enter()) {
        return new Visit(version);
      }
    }
  }

  /** A caller with one version. */
  final class Visit implements AutoCloseable {

    private final Version version;

    private Visit(Version version) {
      this.version = version;
    }

    /**
     * Begins a request.
     *
     * @param executor completes it
     * @param deadline its time; zero for as much as it takes
     * @throws QueueFullException if too many images wait
     */
    Request request(Executor executor, Duration deadline) {
      if (!places.tryAcquire()) {
        notices.send(ServingObserver::refused);
        throw new QueueFullException(maxQueue);
      }
      if (!version.enter()) {
        throw new AssertionError("a visit keeps its version");
      }
      Request request = new Request(new Place(version), executor, notices);
      if (!deadline.isZero()) {
        limit(request, deadline);
      }
      return request;
    }

    /**
     * Prepares an image on the calling thread, and puts it into the queue.
     *
     * @throws BadImageException if it is not an image; the request has then failed
     */
    void prepare(Request request, Preparation preparation) throws BadImageException {
      PreparedImage image;
      try {
        image = preparation.with(version.classifier());
      } catch (Throwable e) {
        request.fail(e);
        throw e;
      }
      version.batcher().add(request, image);
      Shadowing shadow = shadowing;
      if (shadow != null) {
        shadow.show(request, image, preparation);
      }
    }

    @Override
    public void close() {
      version.leave();
    }
  }

  /** One of the places in the queue, and a use of the version. */
  private final class Place implements Request.Holdings {

    private final Version version;

    Place(Version version) {
      this.version = version;
    }

    @Override
    public void leaveQueue() {
      places.release();
    }

    @Override
    public void end() {
      version.leave();
    }
  }

  /** The clock is not the request itself: what depends on that must not stop Java's clocks. */
  private static void limit(Request request, Duration deadline) {
    CompletableFuture<Boolean> clock = new CompletableFuture<>();
    CompletableFuture<Boolean> unused =
        clock
            .orTimeout(nanos(deadline), TimeUnit.NANOSECONDS)
            .whenComplete(
                (isOver, timeout) -> {
                  if (timeout != null) {
                    request.expire(deadline);
                  }
                });
    request.stopAtEnd(clock);
  }

  /** Returns a duration in nanoseconds; three hundred years for one that is longer. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}

package dev.highorder.serving;

import dev.highorder.artifact.Manifest;
import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.image.BadImageException;
import dev.highorder.storage.StorageException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A classifier of images for many callers.
 *
 * <pre>{@code
 * try (ServedClassifier served = ServedClassifier.load(Path.of("shapes"))) {
 *   Prediction prediction = served.classify(bytesOfAnImageFile);
 *   CompletableFuture<Prediction> later = served.submit(bytesOfAnImageFile);
 *   Prediction soon = served.within(Duration.ofMillis(200)).classify(bytesOfAnImageFile);
 *   served.swap(ImageClassifier.load(Path.of("shapes-2")));
 * }
 * }</pre>
 *
 * <p><b>Batches.</b> While a batch is computed, the next images gather; then as many of them as
 * form one of the compiled batch sizes are computed together. An image that finds nothing under way
 * does not wait. Answers are those of an {@link ImageClassifier} up to rounding, and a fault of one
 * image has no effect on those that were computed with it.
 *
 * <p><b>Limits.</b> A bounded number of images waits; the next one is refused at once by a {@link
 * QueueFullException}. A request may have a deadline, and cancelling one removes it.
 *
 * <p><b>Threads.</b> Each version has one daemon thread, whose name begins with {@code HighOrder
 * served}. The networks of one process take turns, batch by batch. How many threads compute is the
 * engine's only setting, {@link dev.highorder.engine.Engines#start(String, int)}.
 *
 * <p><b>Closing</b> refuses new requests at once, answers those that were accepted, and then frees
 * the network. Any number of threads, virtual ones too, may use a served classifier.
 */
public final class ServedClassifier implements AutoCloseable {

  private final Reception reception;
  private final Requests requests;
  private final Versions versions;

  ServedClassifier(Reception reception, Requests requests, Versions versions) {
    this.reception = reception;
    this.requests = requests;
    this.versions = versions;
  }

  /**
   * Loads and serves a saved classifier with the default settings. {@link #builder()} has more
   * choices.
   *
   * @throws StorageException as {@link ImageClassifier#load(Path)}
   */
  public static ServedClassifier load(Path directory) throws StorageException {
    return builder().serve(ImageClassifier.load(directory));
  }

  /** Returns a builder. */
  public static ServedClassifierBuilder builder() {
    return new ServedClassifierBuilder();
  }

  /**
   * Returns the same requests with a deadline of their own.
   *
   * @param deadline the time that each image has, with its preparation; zero for no limit
   * @throws IllegalArgumentException if it is negative
   */
  public Requests within(Duration deadline) {
    return requests.within(ServedClassifierBuilder.requireTime(deadline));
  }

  /**
   * Classifies an image of any size, as {@link Requests#classify(BufferedImage)}.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Prediction classify(BufferedImage image) throws InterruptedException {
    return requests.classify(image);
  }

  /**
   * Classifies an image file, as {@link Requests#classify(Path)}.
   *
   * @throws BadImageException if the file is not an image, is damaged, too large or unreadable
   * @throws InterruptedException if the thread is interrupted
   */
  public Prediction classify(Path file) throws BadImageException, InterruptedException {
    return requests.classify(file);
  }

  /**
   * Classifies the contents of an image file, as {@link Requests#classify(byte[])}.
   *
   * @throws BadImageException if the bytes are not an image, are damaged or too large
   * @throws InterruptedException if the thread is interrupted
   */
  public Prediction classify(byte[] file) throws BadImageException, InterruptedException {
    return requests.classify(file);
  }

  /**
   * Classifies images of any size, as {@link Requests#classifyAll}.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Prediction> classifyAll(List<BufferedImage> images) throws InterruptedException {
    return requests.classifyAll(images);
  }

  /** Classifies an image of any size later, as {@link Requests#submit(BufferedImage)}. */
  public CompletableFuture<Prediction> submit(BufferedImage image) {
    return requests.submit(image);
  }

  /** Classifies an image file later, as {@link Requests#submit(Path)}. */
  public CompletableFuture<Prediction> submit(Path file) {
    return requests.submit(file);
  }

  /** Classifies the contents of an image file later, as {@link Requests#submit(byte[])}. */
  public CompletableFuture<Prediction> submit(byte[] file) {
    return requests.submit(file);
  }

  /**
   * Replaces the version that serves, as soon as the new one has computed its stored outputs again
   * in batches of all sizes. Requests that came before are answered by the old version, later ones
   * by the new one; no request is dropped, and no list is answered by both. The old version stays
   * in memory for {@link #restorePrevious}, until the next swap.
   *
   * @param next a loaded classifier that nobody else uses. It may have other classes and another
   *     input. It is closed with the server, and also if this fails
   * @return the names of both versions
   * @throws SwapRefusedException if the new version computes something else than when it was saved,
   *     or has no stored outputs, or another swap is under way; then all is as before
   * @throws IllegalArgumentException if the classifier serves already
   * @throws IllegalStateException if the server is closed
   */
  public SwapReport swap(ImageClassifier next) {
    try {
      return versions.swap(reception, next, null);
    } catch (InterruptedException e) {
      throw new AssertionError("nothing waits without a shadow", e);
    }
  }

  /**
   * Replaces the version that serves, as {@link #swap(ImageClassifier)}, after a trial: the new
   * version classifies the images of requests, too, and the answers are compared. Images that come
   * faster than it computes are not compared, so requests wait no longer than for both networks.
   *
   * @param next as for {@link #swap(ImageClassifier)}
   * @param shadow the length of the trial, and the disagreement that is allowed
   * @return the disagreement
   * @throws SwapRefusedException also if too few images came in time, or the versions disagree too
   *     often; then all is as before
   * @throws IllegalArgumentException if the classifier serves already
   * @throws IllegalStateException if the server is closed
   * @throws InterruptedException if the thread is interrupted; then all is as before
   */
  public SwapReport swap(ImageClassifier next, Shadow shadow) throws InterruptedException {
    return versions.swap(reception, next, Objects.requireNonNull(shadow, "shadow"));
  }

  /**
   * Exchanges the version that serves and the one before it. It takes no time: nothing is loaded.
   *
   * @return the name of the version that serves now
   * @throws SwapRefusedException if there was no version before, or a swap is under way
   * @throws IllegalStateException if the server is closed
   */
  public String restorePrevious() {
    return versions.restorePrevious(reception);
  }

  /**
   * Returns the manifest of the version that serves.
   *
   * @throws IllegalStateException if the server is closed
   */
  public Manifest manifest() {
    Version version = reception.current();
    if (version == null) {
      throw new IllegalStateException("The served classifier is closed. Start another one.");
    }
    return version.classifier().manifest();
  }

  /** Returns whether requests are answered. */
  public Health health() {
    return Health.of(reception);
  }

  /** Refuses new requests, answers those that were accepted, and frees the network. */
  @Override
  public void close() {
    versions.close(reception);
  }
}

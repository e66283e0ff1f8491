package dev.highorder.serving;

import dev.highorder.classifier.Prediction;
import dev.highorder.image.BadImageException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Requests to a {@link ServedClassifier} that have one deadline, from {@link
 * ServedClassifier#within}. Any number of threads, virtual ones too, may use it at the same time.
 *
 * <p>The methods {@code classify} decode and prepare an image on the calling thread, and wait for
 * the answer. An interrupt cancels the request.
 *
 * <p>The methods {@code submit} return a future. Cancelling it, or completing it in another way,
 * removes the request from the queue. What depends on the future runs on the executor of the
 * server, never on the thread that computes.
 */
public final class Requests {

  private final Reception reception;
  private final Executor preparing;
  private final Executor completing;
  private final int window;
  private final Duration deadline;

  /**
   * Creates a view.
   *
   * @param preparing prepares the images of futures
   * @param completing completes futures
   * @param window the largest number of images of one list that wait at a time
   * @param deadline the time that each image has; zero for as much as it takes
   */
  Requests(
      Reception reception, Executor preparing, Executor completing, int window, Duration deadline) {
    this.reception = reception;
    this.preparing = preparing;
    this.completing = completing;
    this.window = window;
    this.deadline = deadline;
  }

  /** Returns the same with another deadline. */
  Requests within(Duration other) {
    return new Requests(reception, preparing, completing, window, other);
  }

  /**
   * Classifies an image of any size.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws QueueFullException if too many images wait
   * @throws DeadlineExceededException if there is no answer in time
   * @throws ArithmeticException if the network's output is not a number
   * @throws IllegalStateException if the server is closed, or the thread is the one that computes
   * @throws InterruptedException if the thread is interrupted
   */
  public Prediction classify(BufferedImage image) throws InterruptedException {
    Objects.requireNonNull(image, "image");
    try {
      return answer(classifier -> classifier.prepare(image));
    } catch (BadImageException e) {
      throw new AssertionError("an image that is decoded already", e);
    }
  }

  /**
   * Classifies an image file.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws BadImageException if the file is not an image, is damaged, too large or unreadable
   * @throws QueueFullException as {@link #classify(BufferedImage)}, which throws the same unchecked
   *     exceptions, too
   * @throws InterruptedException if the thread is interrupted
   */
  public Prediction classify(Path file) throws BadImageException, InterruptedException {
    return answer(classifier -> classifier.prepare(file));
  }

  /**
   * Classifies the contents of an image file.
   *
   * @return all classes with their probabilities, the most probable first
   * @throws BadImageException if the bytes are not an image, are damaged or too large
   * @throws QueueFullException as {@link #classify(BufferedImage)}, which throws the same unchecked
   *     exceptions, too
   * @throws InterruptedException if the thread is interrupted
   */
  public Prediction classify(byte[] file) throws BadImageException, InterruptedException {
    return answer(classifier -> classifier.prepare(file));
  }

  private Prediction answer(Reception.Preparation preparation)
      throws BadImageException, InterruptedException {
    try (Reception.Visit visit = reception.enter(1)) {
      Request request = visit.request(Runnable::run, deadline);
      visit.prepare(request, preparation);
      return await(request);
    }
  }

  private static Prediction await(Request request) throws InterruptedException {
    try {
      return request.get();
    } catch (InterruptedException e) {
      request.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException("The network failed: " + e.getCause(), e);
    }
  }

  /**
   * Classifies images of any size. A long list is computed in several batches, and only a few of
   * its images wait at a time, so that other callers have their turn and memory stays small. One
   * version answers all of it.
   *
   * @return for each image, all classes with their probabilities
   * @throws QueueFullException if too many images of others wait
   * @throws DeadlineExceededException if an image has no answer in time from when its turn came
   * @throws ArithmeticException if the network's output for any image is not a number
   * @throws IllegalStateException if the server is closed, or the thread is the one that computes
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Prediction> classifyAll(List<BufferedImage> images) throws InterruptedException {
    List<BufferedImage> all = List.copyOf(images);
    List<Prediction> predictions = new ArrayList<>(all.size());
    Deque<Request> underWay = new ArrayDeque<>();
    try (Reception.Visit visit = reception.enter(all.size())) {
      for (BufferedImage image : all) {
        if (underWay.size() == window) {
          predictions.add(await(underWay.remove()));
        }
        Request request = place(visit, underWay, predictions);
        underWay.add(request);
        visit.prepare(request, classifier -> classifier.prepare(image));
      }
      while (!underWay.isEmpty()) {
        predictions.add(await(underWay.remove()));
      }
      return predictions;
    } catch (BadImageException e) {
      throw new AssertionError("an image that is decoded already", e);
    } finally {
      underWay.forEach(request -> request.cancel(false));
    }
  }

  /** Waits for places of this list to become free; it is refused only if it has no place at all. */
  private Request place(
      Reception.Visit visit, Deque<Request> underWay, List<Prediction> predictions)
      throws InterruptedException {
    while (true) {
      try {
        return visit.request(Runnable::run, deadline);
      } catch (QueueFullException e) {
        if (underWay.isEmpty()) {
          throw e;
        }
        predictions.add(await(underWay.remove()));
      }
    }
  }

  /**
   * Classifies an image of any size, later.
   *
   * @return the answer; it fails with the exceptions of {@link #classify(BufferedImage)}
   * @throws QueueFullException if too many images wait
   * @throws IllegalStateException if the server is closed, or the thread is the one that computes
   */
  public CompletableFuture<Prediction> submit(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    return future(classifier -> classifier.prepare(image));
  }

  /**
   * Classifies an image file, later.
   *
   * @return the answer; it fails with the exceptions of {@link #classify(Path)}
   * @throws QueueFullException if too many images wait
   * @throws IllegalStateException if the server is closed, or the thread is the one that computes
   */
  public CompletableFuture<Prediction> submit(Path file) {
    Objects.requireNonNull(file, "file");
    return future(classifier -> classifier.prepare(file));
  }

  /**
   * Classifies the contents of an image file, later.
   *
   * @return the answer; it fails with the exceptions of {@link #classify(byte[])}
   * @throws QueueFullException if too many images wait
   * @throws IllegalStateException if the server is closed, or the thread is the one that computes
   */
  public CompletableFuture<Prediction> submit(byte[] file) {
    Objects.requireNonNull(file, "file");
    return future(classifier -> classifier.prepare(file));
  }

  private CompletableFuture<Prediction> future(Reception.Preparation preparation) {
    try (Reception.Visit visit = reception.enter(1)) {
      Request request = visit.request(completing, deadline);
      try {
        preparing.execute(() -> prepare(visit, request, preparation));
      } catch (RuntimeException e) { // the executor accepts nothing
        request.fail(e);
      }
      return request;
    }
  }

  /** The request has failed if this fails, and an error is for its caller alone. */
  private static void prepare(
      Reception.Visit visit, Request request, Reception.Preparation preparation) {
    if (request.isOver()) {
      return; // cancelled before its turn
    }
    try {
      visit.prepare(request, preparation);
    } catch (BadImageException | RuntimeException | Error e) {
      request.fail(e); // again, without effect
    }
  }
}

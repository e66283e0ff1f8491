package dev.highorder.serving;

/**
 * A receiver of what a {@link ServedClassifier} does, for metrics. Its methods are called on the
 * threads that serve, by several at a time, so they must be fast. What they throw is logged once
 * and has no other effect.
 */
public interface ServingObserver {

  /** An observer that does nothing. */
  ServingObserver NONE = new ServingObserver() {};

  /**
   * A call came in, whether or not it is answered.
   *
   * @param images the number of its images
   */
  default void requested(int images) {}

  /** An image was refused, since too many waited. */
  default void refused() {}

  /**
   * An image left the queue to be computed.
   *
   * @param nanos the time from its request, with its preparation
   */
  default void dequeued(long nanos) {}

  /**
   * The network computed once.
   *
   * @param images the batch size
   * @param nanos the time that it took
   */
  default void executed(int images, long nanos) {}

  /** An image was answered. */
  default void answered() {}

  /**
   * An image failed: it could not be decoded, or the network had no answer.
   *
   * @param reason what was thrown
   */
  default void failed(Throwable reason) {}

  /** An image got no answer within its deadline. */
  default void expired() {}

  /** An image was cancelled by its caller. */
  default void cancelled() {}

  /**
   * A version serves from now on.
   *
   * @param version its name: the first digits of the SHA-256 of its parameters
   */
  default void serves(String version) {}
}

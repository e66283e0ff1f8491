package dev.highorder.backend;

import ai.djl.Device;
import java.util.Optional;

/**
 * The properties of a DJL engine that DJL does not describe.
 *
 * <p>All work that creates, reads or closes arrays of an engine goes through {@link #call} or
 * {@link #run}. Keep each unit of work short, such as one training step or one batch of an
 * evaluation, since other users of the engine may have to wait for it.
 */
public interface Backend {

  /**
   * A unit of work with a result.
   *
   * @param <E> the checked exception that it throws; {@link RuntimeException} if there is none
   */
  @FunctionalInterface
  interface Work<T, E extends Exception> {

    /** Does the work. */
    T get() throws E;
  }

  /**
   * A unit of work without a result.
   *
   * @param <E> the checked exception that it throws; {@link RuntimeException} if there is none
   */
  @FunctionalInterface
  interface Action<E extends Exception> {

    /** Does the work. */
    void run() throws E;
  }

  /** Returns the engine's name in DJL. */
  String engine();

  /**
   * Returns whether each backward pass overwrites the gradients of the one before; if not, it adds
   * to them.
   */
  boolean overwritesGradients();

  /**
   * Returns whether the engine's {@code sgdUpdate} computes {@code v = momentum v - rate (gradient
   * + decay w)}, {@code w = w + v}, with this sign of the velocity {@code v}.
   */
  boolean hasFusedSgd();

  /**
   * Returns the compiler of networks on a device; empty if networks run operator by operator there.
   */
  Optional<GraphCompiler> compiler(Device device);

  /**
   * Does work on the thread on which the engine must be called, and waits for it. An engine that
   * may be called from any thread does it on the calling thread.
   *
   * <p>Work may call this method again; that runs at once. Work must not wait for another thread
   * that uses the same engine, since that thread waits for this work to end.
   *
   * @return the result of the work
   * @throws E what the work throws; unchecked exceptions and errors reach the caller as well
   */
  <T, E extends Exception> T call(Work<T, E> work) throws E;

  /**
   * Does work without a result, as {@link #call}.
   *
   * @throws E what the work throws
   */
  default <E extends Exception> void run(Action<E> action) throws E {
    this.<Optional<Void>, E>call(
        () -> {
          action.run();
          return Optional.empty();
        });
  }

  /** Returns whether the calling thread is already inside a unit of work of a thread of its own. */
  boolean isOnOwnThread();

  /**
   * Returns the backend of an engine of which nothing special is known: gradients add up, any
   * thread may call it, and networks run operator by operator.
   *
   * @param engine the engine's name in DJL
   */
  static Backend of(String engine) {
    return new PlainBackend(engine);
  }
}

package dev.highorder.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files that an interrupt of the thread does not cut short.
 *
 * <p>Java closes a file channel in the middle of its work when the thread is interrupted, or was
 * before. The flag is therefore cleared for the time of the work, work that was cut short is
 * repeated, and the thread is interrupted again when it is done.
 */
final class Uninterrupted {

  /** Work that can be repeated from its beginning. */
  @FunctionalInterface
  interface Work {

    /** Does the work. */
    void run() throws IOException;
  }

  private Uninterrupted() {}

  /**
   * Does work until it is not cut short.
   *
   * @throws IOException what the work throws, but for an interrupt
   */
  static void run(Work work) throws IOException {
    boolean isInterrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          work.run();
          return;
        } catch (ClosedByInterruptException e) {
          isInterrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

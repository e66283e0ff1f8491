package dev.highorder.training;

/** Says that a training ended before its time because it was asked to, and how to go on. */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}

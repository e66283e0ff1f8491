package dev.highorder.training;

/** Says that a training was stopped because its numbers left all bounds, where, and what to do. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}

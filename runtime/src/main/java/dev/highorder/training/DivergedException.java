package dev.highorder.training;

/** Says that a training was stopped because its loss left all bounds, and what to change. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}

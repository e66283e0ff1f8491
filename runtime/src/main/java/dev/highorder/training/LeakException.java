package dev.highorder.training;

/** Says that a training was stopped because arrays pile up, and what keeps them. */
public final class LeakException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeakException(String message) {
    super(message);
  }
}

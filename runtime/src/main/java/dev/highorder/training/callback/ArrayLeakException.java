package dev.highorder.training.callback;

/**
 * Thrown when a run ended because arrays accumulate in the model's manager. The message says which
 * arrays and what to do.
 */
public final class ArrayLeakException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ArrayLeakException(String message) {
    super(message);
  }
}

package dev.highorder.training.callback;

/**
 * Thrown when a run ended because its loss, gradients or stages left all bounds. The message says
 * where this began and what to do.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingDivergedException(String message) {
    super(message);
  }
}

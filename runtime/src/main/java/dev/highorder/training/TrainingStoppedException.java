package dev.highorder.training;

/**
 * Thrown when a run was interrupted by {@link FitLoop#stop}, or by an interrupt of its thread. The
 * message says where it stopped and how to resume it.
 */
public final class TrainingStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingStoppedException(String message) {
    super(message);
  }
}

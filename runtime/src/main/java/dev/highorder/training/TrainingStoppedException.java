package dev.highorder.training;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Thrown when a run was interrupted by {@link FitLoop#stop}, or by an interrupt of its thread. The
 * message says where it stopped and how to resume it.
 */
public final class TrainingStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Path checkpoint;

  TrainingStoppedException(String message, Optional<Path> checkpoint) {
    super(message);
    this.checkpoint = checkpoint.orElse(null);
  }

  /** Returns the directory of the last checkpoint; empty if none was asked for. */
  public Optional<Path> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }
}

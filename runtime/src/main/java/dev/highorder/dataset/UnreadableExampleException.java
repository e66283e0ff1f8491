package dev.highorder.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Thrown if an example that is read while it is used cannot be read any more, or has changed. The
 * message names it. A run that meets one saves a checkpoint and ends.
 */
public final class UnreadableExampleException extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with the message of its cause. */
  public UnreadableExampleException(IOException cause) {
    this(cause.getMessage(), cause);
  }

  /** Creates an exception with a message for the user. */
  public UnreadableExampleException(String message, IOException cause) {
    super(message, cause);
  }
}

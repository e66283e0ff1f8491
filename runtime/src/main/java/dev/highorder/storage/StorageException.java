package dev.highorder.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Thrown if a saved classifier or a checkpoint cannot be read or written. The message names the
 * file, says what is wrong, then what to do.
 */
public class StorageException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public StorageException(String message) {
    super(message);
  }

  /** Creates an exception with a message for the user; the cause may be null. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns an exception for a file whose contents are not what was saved.
   *
   * @param what the damage, such as {@code "it is missing"}
   * @param cause may be null
   */
  public static StorageException damaged(Path file, String what, Throwable cause) {
    return new StorageException(
        "%s is damaged: %s. Restore it from a copy, or train again.".formatted(file, what), cause);
  }
}

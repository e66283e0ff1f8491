package dev.highorder.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Says that a saved classifier or a checkpoint cannot be read or written: which file, what is
 * wrong, what to do.
 */
public class StorageException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for people. */
  public StorageException(String message) {
    super(message);
  }

  /** Creates an exception with a message for people; the cause may be null. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file is not what was saved; {@code cause} may be null. */
  public static StorageException damaged(Path file, String what, Throwable cause) {
    return new StorageException(
        "%s is damaged: %s. Restore it from a copy, or train again.".formatted(file, what), cause);
  }
}

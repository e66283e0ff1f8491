package dev.highorder.artifact;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Says that a saved classifier cannot be read or written: which file, what is wrong, what to do.
 */
public final class SavedModelException extends IOException {

  private static final long serialVersionUID = 1L;

  SavedModelException(String message) {
    super(message);
  }

  SavedModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file is not what was saved; {@code cause} may be null. */
  static SavedModelException damaged(Path file, String what, Throwable cause) {
    return new SavedModelException(
        "%s is damaged: %s. Restore it from a copy, or train again.".formatted(file, what), cause);
  }
}

package dev.highorder.artifact;

import java.io.IOException;

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
}

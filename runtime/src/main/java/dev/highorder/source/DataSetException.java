package dev.highorder.source;

import java.io.IOException;

/**
 * A data set that cannot be read: it is missing, incomplete, of an unknown layout or larger than
 * the memory. The message says what is wrong, and what to do.
 */
public class DataSetException extends IOException {

  private static final long serialVersionUID = 1L;

  DataSetException(String message) {
    super(message);
  }

  DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.highorder.training.checkpoint;

import dev.highorder.storage.StorageException;

/**
 * Thrown for a checkpoint that another version of this library wrote. It is not damaged, so an
 * older checkpoint must not be used in its place.
 */
final class UnsupportedFormatException extends StorageException {

  private static final long serialVersionUID = 1L;

  UnsupportedFormatException(String message) {
    super(message);
  }
}

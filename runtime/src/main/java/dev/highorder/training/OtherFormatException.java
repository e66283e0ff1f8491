package dev.highorder.training;

import dev.highorder.storage.StorageException;

/** Says that a checkpoint is whole but of another version, so that it must not be passed over. */
final class OtherFormatException extends StorageException {

  private static final long serialVersionUID = 1L;

  OtherFormatException(String message) {
    super(message);
  }
}

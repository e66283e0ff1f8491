package dev.highorder.storage;

/**
 * Thrown for a file that another version of this library wrote. It is not damaged, so nothing older
 * must be used in its place.
 */
public final class OtherVersionException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public OtherVersionException(String message) {
    super(message);
  }
}

package dev.highorder.storage;

import com.google.gson.JsonParseException;

/** Thrown for a key of JSON that no component of a record has. */
final class UnknownKeyException extends JsonParseException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param path the path of the key in its file, shown as text from outside is
   */
  UnknownKeyException(String path) {
    super(path);
  }
}

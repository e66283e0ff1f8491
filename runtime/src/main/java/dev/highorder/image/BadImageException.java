package dev.highorder.image;

import java.io.IOException;

/** An image that cannot be used. The message names it, says what is wrong, and what to do. */
public final class BadImageException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param name the file's name, or what else to call the image; the subject of the message
   * @param fault the rest of the message, such as {@code is empty (0 bytes). Delete it.}
   */
  public BadImageException(String name, String fault) {
    this(name, fault, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param name the file's name, or what else to call the image; the subject of the message
   * @param fault the rest of the message
   * @param cause what was thrown first; may be null
   */
  public BadImageException(String name, String fault, Throwable cause) {
    super(name + " " + fault, cause);
  }
}

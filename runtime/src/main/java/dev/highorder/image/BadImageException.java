package dev.highorder.image;

import dev.highorder.text.ForeignText;
import java.io.IOException;

/** An image that cannot be used. The message names it, says what is wrong, and what to do. */
public final class BadImageException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The part that is at fault. */
  public enum Kind {
    /** The file: it is missing, is not an image, or is damaged. */
    FILE,
    /** The size alone: the image is of another size than expected. */
    SIZE,
    /**
     * Not the file: memory ran out, the thread was interrupted, or Java lacks a part. Whether the
     * image can be used is not known.
     */
    CIRCUMSTANCES
  }

  private final Kind kind;

  /**
   * Creates an exception for a file that is at fault itself.
   *
   * @param name the file's name, or what else to call the image; the subject of the message, shown
   *     by {@link ForeignText}
   * @param fault the rest of the message, such as {@code is empty (0 bytes). Delete it.}
   */
  public BadImageException(String name, String fault) {
    this(Kind.FILE, name, fault, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param kind the part that is at fault
   * @param name the file's name, or what else to call the image; the subject of the message, shown
   *     by {@link ForeignText}
   * @param fault the rest of the message
   * @param cause what was thrown first; may be null
   */
  public BadImageException(Kind kind, String name, String fault, Throwable cause) {
    super(ForeignText.show(name) + " " + fault, cause);
    this.kind = kind;
  }

  /**
   * Returns an exception for an image that there was no memory for.
   *
   * @param name the file's name, or what else to call the image
   * @param cause the error; it need not be passed on, since the image's arrays are free again
   */
  public static BadImageException outOfMemory(String name, OutOfMemoryError cause) {
    return new BadImageException(
        Kind.CIRCUMSTANCES,
        name,
        "needs more memory than Java has left. Start java with a larger -Xmx, or make the image smaller.",
        cause);
  }

  /** Returns the part that is at fault. */
  public Kind kind() {
    return kind;
  }
}

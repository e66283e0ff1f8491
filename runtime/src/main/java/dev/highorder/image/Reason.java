package dev.highorder.image;

import dev.highorder.text.ForeignText;
import java.nio.file.FileSystemException;

/** The reason of a failure, as a message about a file states it. */
public final class Reason {

  private Reason() {}

  /**
   * Returns what went wrong.
   *
   * @param failure what was thrown
   * @return its message without the file's name, shown by {@link ForeignText}; the name of its
   *     class if it has no message
   */
  public static String of(Throwable failure) {
    String message =
        failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : ForeignText.show(message);
  }
}

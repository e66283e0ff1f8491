package dev.highorder.storage;

import dev.highorder.text.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Thrown if a saved classifier or a checkpoint cannot be read or written. The message names the
 * file, says what is wrong, then what to do. Characters that a terminal would obey are shown as
 * escapes.
 */
public class StorageException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public StorageException(String message) {
    super(ForeignText.showMessage(message));
  }

  /** Creates an exception with a message for the user; the cause may be null. */
  public StorageException(String message, Throwable cause) {
    super(ForeignText.showMessage(message), cause);
  }

  /**
   * Returns an exception for a file whose contents are not what was saved.
   *
   * @param what the damage, such as {@code "it is missing"}
   * @param cause may be null
   */
  public static StorageException damaged(Path file, String what, Throwable cause) {
    return new StorageException(
        "%s is damaged: %s. Restore it from a copy, or train again."
            .formatted(ForeignText.show(file), what),
        cause);
  }

  /**
   * Returns an exception for a file that could not be read. Only a file that is missing, or is not
   * text where it should be, counts as damaged: whatever else hinders the reading says nothing
   * about the contents.
   */
  public static StorageException unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return damaged(file, "it is missing", cause);
    }
    if (cause instanceof CharacterCodingException) {
      return damaged(file, "it is not text in UTF-8", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new StorageException(
          "%s may not be read by this user. Change its permissions."
              .formatted(ForeignText.show(file)),
          cause);
    }
    if (cause instanceof ClosedByInterruptException) {
      return new StorageException(
          "%s was not read, since the thread was interrupted. Read it again."
              .formatted(ForeignText.show(file)),
          cause);
    }
    return new StorageException(
        "%s cannot be read: %s. Check the disk, or restore it from a copy."
            .formatted(ForeignText.show(file), reason(cause)),
        cause);
  }

  /**
   * Returns the message of an exception without a full stop at its end, or the name of its class if
   * it has no message. Java's exceptions of files have the name of the file as their message, which
   * stands in front of the reason already: of these it is what the system says.
   */
  public static String reason(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return reason(unchecked.getCause());
    }
    if (thrown instanceof FileSystemException fault) {
      return reason(fault);
    }
    String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.getClass().getName();
    }
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static String reason(FileSystemException fault) {
    if (fault instanceof AccessDeniedException) {
      return "this user may not";
    }
    if (fault instanceof NoSuchFileException) {
      return ForeignText.show(fault.getFile()) + " does not exist";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return ForeignText.show(fault.getFile()) + " exists already";
    }
    return fault.getReason() == null
        ? fault.getClass().getSimpleName() + " of " + ForeignText.show(fault.getFile())
        : ForeignText.show(fault.getReason());
  }

  /** Returns what to do about a failure to write: a sentence. */
  static String remedyOfWriting(IOException cause) {
    String text = cause.toString().toLowerCase(Locale.ROOT);
    if (text.contains("no space") || text.contains("not enough space") || text.contains("quota")) {
      return "Free some space, or choose another directory.";
    }
    if (cause instanceof AccessDeniedException) {
      return "Change its permissions, or choose another directory.";
    }
    return cause instanceof ClosedByInterruptException
        ? "The thread was interrupted: save it again."
        : "Choose another directory.";
  }
}

package dev.highorder.demo.cli.output;

import dev.highorder.text.ForeignText;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** A failure as text for people; never empty and never {@code null}. */
public final class FailureText {

  private static final int MAX_CAUSES = 20;

  private FailureText() {}

  /**
   * Returns the message of an exception. Java's exceptions of files often have no more than the
   * file's name as their message; these become a sentence without its full stop.
   */
  public static String of(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked) {
      return of(unchecked.getCause());
    }
    if (thrown instanceof FileSystemException fault) {
      return of(fault);
    }
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getName() : message;
  }

  private static String of(FileSystemException fault) {
    String file = fault.getFile() == null ? "a file" : ForeignText.show(fault.getFile());
    if (fault instanceof NoSuchFileException) {
      return file + " does not exist";
    }
    if (fault instanceof AccessDeniedException) {
      return file + " may not be read or written by this user";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return file + " exists already";
    }
    if (fault instanceof NotDirectoryException) {
      return file + " is not a directory";
    }
    String what = fault.getReason() == null ? fault.getClass().getSimpleName() : fault.getReason();
    return file + ": " + what;
  }

  /** Returns the reason of the innermost cause: the outer ones often say only that it failed. */
  public static String ofInnermost(Throwable thrown) {
    return of(innermost(thrown));
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MAX_CAUSES && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Returns whether it failed because Java finds no fonts. */
  static boolean isMissingFonts(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      String text = cause.toString().toLowerCase(Locale.ROOT);
      if (text.contains("font") || text.contains("freetype")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}

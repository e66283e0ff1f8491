package dev.highorder.dataset;

import java.io.IOException;
import java.util.List;

/**
 * Says why images cannot be used: which files, what is wrong with each, and what to do about it.
 */
public final class BadImagesException extends IOException {

  /** How many files a message and a skip report name; the rest is only counted. */
  static final int NAMED_FILES = 10;

  private static final long serialVersionUID = 1L;

  private final int count;

  BadImagesException(String message) {
    super(message);
    count = 1;
  }

  BadImagesException(String message, Throwable cause) {
    super(message, cause);
    count = 1;
  }

  /**
   * Collects the faults of several files in one message.
   *
   * @param where the set that the files belong to
   * @param faults one line per bad file, "file: what is wrong"; at least one
   * @param remedy what to do, a full sentence
   */
  BadImagesException(String where, List<String> faults, String remedy) {
    super(message(where, faults, remedy));
    count = faults.size();
  }

  private static String message(String where, List<String> faults, String remedy) {
    StringBuilder message = new StringBuilder(where);
    message.append(": ").append(faults.size());
    message.append(faults.size() == 1 ? " file" : " files").append(" cannot be used:");
    faults.stream().limit(NAMED_FILES).forEach(fault -> message.append("\n  ").append(fault));
    if (faults.size() > NAMED_FILES) {
      message.append("\n  and ").append(faults.size() - NAMED_FILES).append(" more");
    }
    return message.append('\n').append(remedy).toString();
  }

  /** How many files are bad; 1 when the fault is that of the whole set. */
  public int count() {
    return count;
  }
}

package dev.highorder.source;

import java.io.IOException;
import java.util.Set;

/**
 * A data set that cannot be read: it is missing, incomplete, of an unknown layout or larger than
 * the memory. The message says what is wrong, and what to do.
 */
public class DataSetException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A reading option that cures a fault. A fault in the layout of a data set has no such cure. */
  public enum Cure {
    /** {@link BadImages#SKIP}: the files that cannot be used are left out. */
    SKIP_BAD_IMAGES,
    /** {@link ReadingOptions.Builder#optResize}: images of other sizes are scaled. */
    SCALE,
    /** {@link ReadingOptions.Builder#optLimitPerClass}: fewer images are read. */
    LIMIT,
    /** {@link ReadingOptions.Builder#optHoldout}: a share of each class becomes the test set. */
    HOLDOUT
  }

  private final Set<Cure> cures;

  /** Creates an exception with a message for the user. */
  public DataSetException(String message) {
    this(message, Set.of(), null);
  }

  /** Creates an exception with a message for the user; the cause may be null. */
  public DataSetException(String message, Throwable cause) {
    this(message, Set.of(), cause);
  }

  DataSetException(String message, Set<Cure> cures, Throwable cause) {
    super(message, cause);
    this.cures = cures;
  }

  /**
   * Returns the reading options of which each would get past this fault, in no order. Empty if only
   * the data set itself can be changed.
   */
  public Set<Cure> cures() {
    return cures;
  }
}

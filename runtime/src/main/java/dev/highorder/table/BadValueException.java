package dev.highorder.table;

/**
 * Thrown for values of a table that cannot be used: they are missing, not numbers, or unknown. The
 * message names the table, the line and the column, then says what to do.
 */
public final class BadValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for the user. */
  public BadValueException(String message) {
    super(message);
  }
}

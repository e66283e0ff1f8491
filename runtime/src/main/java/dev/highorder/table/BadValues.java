package dev.highorder.table;

import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.List;

/** The faults of a table, collected so that one message names several. */
public final class BadValues {

  /** The number of faults that are named; the others are only counted. */
  public static final int MAX_NAMED = 10;

  private final String source;
  private final List<String> named = new ArrayList<>();
  private int count;

  /**
   * Starts without faults.
   *
   * @param source where the table comes from
   */
  public BadValues(String source) {
    this.source = source;
  }

  /**
   * Adds a fault.
   *
   * @param place the row, as in {@code line 17}
   * @param column the name of the column
   * @param fault what is wrong and what to do, as in {@code is missing. Fill it in.}
   */
  public void add(String place, String column, String fault) {
    count++;
    if (named.size() < MAX_NAMED) {
      named.add("%s, column %s: %s".formatted(place, ForeignText.show(column), fault));
    }
  }

  /**
   * Ends the collection.
   *
   * @throws BadValueException if there was a fault
   */
  public void throwIfAny() {
    if (count == 0) {
      return;
    }
    if (count == 1) {
      throw new BadValueException(ForeignText.show(source) + ", " + named.get(0));
    }
    StringBuilder message = new StringBuilder();
    message.append("%s: %s values cannot be used:".formatted(ForeignText.show(source), count));
    named.forEach(fault -> message.append("\n  ").append(fault));
    if (count > named.size()) {
      message.append("\n  and %s more".formatted(count - named.size()));
    }
    throw new BadValueException(message.toString());
  }
}

package dev.highorder.table;

import dev.highorder.storage.MayBeAbsent;
import dev.highorder.text.ForeignText;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Categories of a column as vectors with a 1 at the place of the category and 0 elsewhere.
 *
 * @param values the categories of the training set, all different
 * @param fill the category that stands for missing ones; null if these are refused
 */
public record OneHot(List<String> values, @MayBeAbsent String fill) {

  /** The largest number of categories. */
  public static final int MAX_VALUES = 1000;

  /** So many known categories are named in a message. */
  private static final int MAX_NAMED = 20;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are none, too many, or one twice, or the fill is none
   *     of them
   */
  public OneHot {
    if (values == null
        || values.isEmpty()
        || values.size() > MAX_VALUES
        || values.stream().anyMatch(Objects::isNull)
        || new HashSet<>(values).size() != values.size()
        || (fill != null && !values.contains(fill))) {
      throw new IllegalArgumentException(
          "input.columns has categories that are missing, more than %s or twice, or a fill that is none of them"
              .formatted(MAX_VALUES));
    }
    values = List.copyOf(values);
  }

  /**
   * Writes a value.
   *
   * @return the fault of the value and its remedy, if it cannot be written
   */
  Optional<String> encode(String value, float[] target, int offset) {
    String category = value.isEmpty() ? fill : value;
    if (category == null) {
      return Optional.of(Column.MISSING);
    }
    int index = values.indexOf(category);
    if (index < 0) {
      String more =
          values.size() > MAX_NAMED ? ", and %s more".formatted(values.size() - MAX_NAMED) : "";
      return Optional.of(
          "%s is not a category of the training set: %s%s. Correct it, or train with examples of it."
              .formatted(
                  ForeignText.show(category),
                  ForeignText.show(
                      String.join(", ", values.subList(0, Math.min(MAX_NAMED, values.size())))),
                  more));
    }
    for (int i = 0; i < values.size(); i++) {
      target[offset + i] = i == index ? 1 : 0;
    }
    return Optional.empty();
  }
}

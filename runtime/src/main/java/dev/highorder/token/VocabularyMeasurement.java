package dev.highorder.token;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measurement of the texts of a training set: which tokens are frequent. */
public final class VocabularyMeasurement {

  private final Map<String, Integer> counts = new HashMap<>();

  /** Starts without texts. */
  public VocabularyMeasurement() {}

  /** Adds the tokens of a text. */
  public void add(List<String> tokens) {
    tokens.forEach(token -> counts.merge(token, 1, Integer::sum));
  }

  /**
   * Returns the most frequent tokens, the most frequent first, and equally frequent ones in
   * alphabetical order.
   *
   * @param limit how many at most
   */
  public List<String> tokens(int limit) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}

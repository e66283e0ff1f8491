package dev.highorder.dataset.table;

import dev.highorder.table.Rows;
import dev.highorder.text.ForeignText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A table divided into a training set and a test set, each with its share of every class.
 *
 * <p>The side of a row depends on the seed and the values of the rows of its class, not on their
 * order in the table. Equal rows are on the same side, so that none is learned and tested.
 *
 * @param training the rows to learn from
 * @param test the rows that are withheld
 */
public record Holdout(Rows training, Rows test) {

  /** The seed of the command line. */
  public static final long SEED = 1;

  /** A row with the hash that decides its side. */
  private record Hashed(int row, String hash) {}

  /**
   * Divides a table.
   *
   * @param label the column with the classes
   * @param features the columns that are read, in which equal rows agree
   * @param share the share of each class that is withheld, above 0 and below 1; at least one row
   * @param seed another seed withholds other rows
   * @throws IllegalArgumentException if the share is out of range, a column does not exist, or a
   *     class has no two different rows
   */
  public static Holdout of(
      Rows rows, String label, List<String> features, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The share that is withheld is %s. Give a number above 0 and below 1.".formatted(share));
    }
    boolean[] isTest = new boolean[rows.size()];
    byClass(rows, label, features, seed)
        .forEach(
            (name, members) -> {
              int count = count(members, share);
              if (count == members.size()) {
                throw new IllegalArgumentException(
                    "%s, column %s: the class %s has no two different rows, so that it cannot be in the training set and in the test set. Give more rows of it, or a test set of its own."
                        .formatted(
                            ForeignText.show(rows.source()),
                            ForeignText.show(label),
                            ForeignText.show(name)));
              }
              members.subList(0, count).forEach(member -> isTest[member.row()] = true);
            });
    return new Holdout(side(rows, isTest, false), side(rows, isTest, true));
  }

  private static TreeMap<String, List<Hashed>> byClass(
      Rows rows, String label, List<String> features, long seed) {
    int column = rows.column(label);
    int[] indices = features.stream().mapToInt(rows::column).toArray();
    TreeMap<String, List<Hashed>> classes = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      classes
          .computeIfAbsent(rows.value(row, column), name -> new ArrayList<>())
          .add(new Hashed(row, RowDigest.of(seed, rows, row, indices)));
    }
    classes.values().forEach(members -> members.sort(Comparator.comparing(Hashed::hash)));
    return classes;
  }

  /** Equal rows have equal hashes and are neighbours: the border is moved behind them. */
  private static int count(List<Hashed> members, double share) {
    int count = (int) Math.max(1, Math.round(share * members.size()));
    while (count < members.size()
        && members.get(count).hash().equals(members.get(count - 1).hash())) {
      count++;
    }
    if (count < members.size()) {
      return count;
    }
    // Everything behind the border was equal: it goes before them instead.
    String last = members.get(members.size() - 1).hash();
    int before = (int) members.stream().filter(member -> !member.hash().equals(last)).count();
    return before == 0 ? members.size() : before;
  }

  private static Rows side(Rows rows, boolean[] isTest, boolean test) {
    List<Integer> chosen = new ArrayList<>();
    for (int row = 0; row < isTest.length; row++) {
      if (isTest[row] == test) {
        chosen.add(row);
      }
    }
    return rows.select(
        "%s (%s)".formatted(rows.source(), test ? "withheld" : "training"),
        chosen.stream().mapToInt(Integer::intValue).toArray());
  }
}

package dev.highorder.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.highorder.table.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldoutTest {

  private static final List<String> COLUMNS = List.of("x", "id", "y");

  private static Rows rows(List<List<String>> values) {
    List<Rows.Row> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      rows.add(new Rows.Row(i + 2, values.get(i)));
    }
    return new Rows("t.csv", COLUMNS, rows);
  }

  /** Thirty rows of one class and ten of another. */
  private static List<List<String>> values() {
    List<List<String>> values = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      values.add(List.of("x" + i, "id" + i, i < 30 ? "a" : "b"));
    }
    return values;
  }

  private static Holdout split(List<List<String>> values, double share, long seed) {
    return Holdout.of(rows(values), "y", List.of("x"), share, seed);
  }

  private static Set<List<String>> set(Rows rows) {
    Set<List<String>> set = new HashSet<>();
    rows.rows().forEach(row -> set.add(row.values()));
    return set;
  }

  @Test
  void takesItsShareOfEachClass() {
    Holdout halves = split(values(), 0.2, 1);
    assertEquals(32, halves.training().size());
    assertEquals(6, set(halves.test()).stream().filter(row -> row.get(2).equals("a")).count());
    assertEquals(2, set(halves.test()).stream().filter(row -> row.get(2).equals("b")).count());
    Set<List<String>> all = set(halves.training());
    all.addAll(set(halves.test()));
    assertEquals(new HashSet<>(values()), all);
    assertEquals("t.csv (withheld)", halves.test().source());
  }

  @Test
  void sidesDependOnTheValuesAndTheSeedAlone() {
    List<List<String>> shuffled = values();
    Collections.shuffle(shuffled, new Random(3));
    Set<List<String>> test = set(split(values(), 0.2, 1).test());
    assertEquals(test, set(split(shuffled, 0.2, 1).test()));
    assertTrue(!test.equals(set(split(values(), 0.2, 2).test())), "the seed changes nothing");
  }

  /** Rows that agree in what is read must not be learned and tested. */
  @Test
  void equalRowsAreOnOneSide() {
    for (int seed = 0; seed < 20; seed++) {
      List<List<String>> values = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        values.add(List.of("x" + i / 8, "id" + i, i % 2 == 0 ? "a" : "b"));
      }
      Holdout halves = split(values, 0.2, seed);
      for (String label : List.of("a", "b")) {
        Set<String> learned = new HashSet<>();
        halves.training().rows().stream()
            .filter(row -> row.values().get(2).equals(label))
            .forEach(row -> learned.add(row.values().get(0)));
        assertTrue(
            halves.test().rows().stream()
                .filter(row -> row.values().get(2).equals(label))
                .noneMatch(row -> learned.contains(row.values().get(0))));
      }
    }
  }

  @Test
  void refusesAClassThatCannotBeDivided() {
    List<List<String>> values = values();
    values.add(List.of("x", "id", "lonely"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> split(values, 0.2, 1))
            .getMessage()
            .contains("the class lonely has no two different rows"));
    for (double share : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> split(values(), share, 1));
    }
  }
}

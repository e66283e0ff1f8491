package dev.highorder.demo.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final List<String> measured = new ArrayList<>();

  /** Measures by taking the next number of a list. */
  private Comparison<String, Double> comparison(int rounds, Double... values) {
    Deque<Double> next = new ArrayDeque<>(List.of(values));
    return new Comparison<>(
        rounds,
        setting -> {
          measured.add(setting);
          return next.isEmpty() ? 1.0 : next.remove();
        });
  }

  @Test
  void sidesTakeTurns() throws Exception {
    comparison(3).run(List.of("A", "B"));

    assertEquals(List.of("A", "B", "A", "B", "A", "B"), measured);
  }

  /** Medians ignore one slow round; the ratio is that of medians. */
  @Test
  void mediansAndRatios() throws Exception {
    Comparison<String, Double> comparison =
        comparison(3, 2.0, 10.0, 100.0, 30.0, 3.0, 20.0).run(List.of("A", "B"));

    assertEquals(3, comparison.median("A", d -> d));
    assertEquals(20, comparison.median("B", d -> d));
    assertEquals(3.0 / 20, comparison.ratio("A", "B", d -> d));
    assertEquals(4, comparison.median("A", d -> d + 1));
    assertEquals(2, comparison.first("A"));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertEquals(2.5, Comparison.median(new double[] {4, 1, 3, 2}));
    assertEquals(7, Comparison.median(new double[] {7}));
  }

  @Test
  void warmUpsDoNotCount() throws Exception {
    List<String> progress = new ArrayList<>();
    Comparison<String, Double> comparison =
        comparison(1, 100.0, 100.0, 1.0, 2.0)
            .optWarmUps(1)
            .optProgress(progress::add)
            .run(List.of("A", "B"));

    assertEquals(1, comparison.median("A", d -> d));
    assertEquals(2, comparison.median("B", d -> d));
    assertEquals(4, measured.size());
    assertEquals(List.of("round 1 of 1: A", "round 1 of 1: B"), progress);
  }

  /** Two goals may have a side in common. */
  @Test
  void equalSettingsAreMeasuredOnce() throws Exception {
    comparison(1).run(List.of("A", "B", "A"));

    assertEquals(List.of("A", "B"), measured);
  }

  @Test
  void aFailedMeasurementEndsTheComparison() {
    Comparison<String, Double> comparison =
        new Comparison<>(
            2,
            setting -> {
              throw new IOException("no such process");
            });
    assertThrows(IOException.class, () -> comparison.run(List.of("A")));
  }

  @Test
  void refusals() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> comparison(0));
    Comparison<String, Double> comparison = comparison(1).run(List.of("A"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> comparison.median("C", d -> d))
            .getMessage();
    assertTrue(message.contains("C was not measured"), message);
  }
}

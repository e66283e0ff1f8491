package dev.highorder.demo.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeanIntervalTest {

  /** The quantiles are those of printed tables: 12.706 for two results, 2.776 for five. */
  @Test
  void theHalfWidthIsStudents() {
    MeanInterval two = MeanInterval.of(List.of(1.0, 3.0));
    assertEquals(2, two.mean());
    assertEquals(12.706 * Math.sqrt(2) / Math.sqrt(2), two.halfWidth(), 1e-3);

    MeanInterval five = MeanInterval.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
    assertEquals(3, five.mean());
    assertEquals(2.776 * Math.sqrt(2.5) / Math.sqrt(5), five.halfWidth(), 1e-3);
  }

  @Test
  void aSingleResultHasNoInterval() {
    assertEquals(new MeanInterval(0.5, Double.NaN), MeanInterval.of(List.of(0.5)));
    assertThrows(IllegalArgumentException.class, () -> MeanInterval.of(List.of()));
  }

  /**
   * Student's own example (1908, section VI): the hours of sleep that ten patients gained by two
   * drugs. The interval is the one that R prints for {@code t.test(extra ~ group, paired = TRUE)}
   * on its data set {@code sleep}.
   */
  @Test
  void differencesAreThoseOfStudentsPatients() {
    MeanInterval difference =
        MeanInterval.ofDifferences(
            List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
            List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0));
    assertEquals(1.58, difference.mean(), 1e-12);
    assertEquals(0.7001142, difference.lower(), 1e-7);
    assertEquals(2.4598858, difference.upper(), 1e-7);
    assertTrue(difference.excludesZero());
  }

  @Test
  void aSingleDifferenceProvesNothing() {
    assertFalse(MeanInterval.ofDifferences(List.of(9.0), List.of(1.0)).excludesZero());
    assertThrows(
        IllegalArgumentException.class,
        () -> MeanInterval.ofDifferences(List.of(1.0, 2.0), List.of(1.0)));
  }

  /** The two-sided quantiles of 95% in the usual printed tables, by degrees of freedom. */
  @Test
  void quantilesAreThoseOfPrintedTables() {
    double[] printed = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228};
    for (int freedom = 1; freedom <= printed.length; freedom++) {
      int count = freedom + 1;
      List<Double> results = IntStream.range(0, count).mapToObj(i -> i == 0 ? 1.0 : 0.0).toList();
      double mean = 1.0 / count;
      double variance = ((1 - mean) * (1 - mean) + freedom * mean * mean) / freedom;
      assertEquals(
          printed[freedom - 1] * Math.sqrt(variance / count),
          MeanInterval.of(results).halfWidth(),
          1e-3);
    }
  }
}

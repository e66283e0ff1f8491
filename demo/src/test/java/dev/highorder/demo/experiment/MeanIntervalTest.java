package dev.highorder.demo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
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
}
